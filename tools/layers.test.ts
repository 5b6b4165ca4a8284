import { describe, expect, it } from 'vitest'
import { layers } from './layers.ts'
import { planted } from './planted.ts'

const manifest = (name: string, layer: string, rest: object = {}) => ({
  name: `@turnout/${name}`,
  nx: { tags: [`layer:${layer}`] },
  ...rest,
})
const on = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [`@turnout/${name}`, '^0.1.0']))

const clean = {
  'packages/core/package.json': manifest('core', 'core'),
  'packages/testing/package.json': manifest('testing', 'adapter', { dependencies: on('core') }),
  'packages/stores/package.json': manifest('stores', 'adapter', {
    dependencies: on('core'),
    devDependencies: on('testing'),
  }),
  'packages/router/package.json': manifest('router', 'router', { dependencies: on('core', 'stores') }),
  'apps/proxy/package.json': manifest('proxy', 'app', { dependencies: on('router') }),
  'apps/cli/package.json': manifest('cli', 'app', { dependencies: { ...on('proxy', 'core'), commander: '^15' } }),
}
const problemsWith = (path: string, content: object) => layers(planted({ ...clean, [path]: content }))

describe('layers', () => {
  it('lets arrows point down', () => {
    expect(layers(planted(clean))).toEqual([])
  })

  it('finds an arrow that points up or sideways', () => {
    expect(
      problemsWith('packages/stores/package.json', manifest('stores', 'adapter', { dependencies: on('router') })),
    ).toContain(
      'packages/stores: layer adapter may not depend on @turnout/router of layer router; point the arrow down',
    )
    expect(
      problemsWith('packages/testing/package.json', manifest('testing', 'adapter', { peerDependencies: on('stores') })),
    ).toHaveLength(1)
  })

  it('finds a package without a layer, with an unknown one, or with two', () => {
    const tags = (...names: readonly string[]) => ({ name: '@turnout/stores', nx: { tags: names } })
    const say = (layer: string) =>
      `packages/stores: nx.tags has "${layer}" for a layer; give it one "layer:*" of core, adapter, router, app`
    expect(problemsWith('packages/stores/package.json', { name: '@turnout/stores' })).toContain(say(''))
    expect(problemsWith('packages/stores/package.json', tags('layer:cellar'))).toContain(say('cellar'))
    expect(problemsWith('packages/stores/package.json', tags('layer:core', 'layer:app'))).toContain(say('core and app'))
  })

  it('finds any dependency of core', () => {
    expect(
      problemsWith('packages/core/package.json', manifest('core', 'core', { dependencies: { zod: '^4' } })),
    ).toEqual(['packages/core: depends on zod; core has no dependencies at all'])
    expect(
      problemsWith('packages/core/package.json', manifest('core', 'core', { devDependencies: on('testing') })),
    ).toHaveLength(1)
  })

  it('finds one of ours among the devDependencies', () => {
    expect(
      problemsWith('packages/router/package.json', manifest('router', 'router', { devDependencies: on('proxy') })),
    ).toEqual(['packages/router: devDependencies has @turnout/proxy; of ours only @turnout/testing may stand there'])
  })

  it('counts what an app bundles like what it depends on', () => {
    const cli = (names: object) => problemsWith('apps/cli/package.json', manifest('cli', 'app', names))
    expect(cli({ dependencies: on('core'), devDependencies: on('proxy', 'testing') })).toEqual([])
    expect(
      problemsWith('apps/proxy/package.json', manifest('proxy', 'app', { devDependencies: on('cli') })),
    ).toHaveLength(2)
  })

  it('finds a cycle among apps', () => {
    const problems = problemsWith('apps/proxy/package.json', manifest('proxy', 'app', { dependencies: on('cli') }))
    expect(problems).toEqual([
      'apps/cli: depends on itself by way of others; break the cycle',
      'apps/proxy: depends on itself by way of others; break the cycle',
    ])
  })
})
