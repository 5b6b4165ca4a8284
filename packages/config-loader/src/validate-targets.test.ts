import { expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { showPath } from './problem.ts'

const group = (name: string) => ({ model_name: name, litellm_params: { model: `simulated/${name}` } })
const load = (fallbacks: unknown) =>
  fromObject({ model_list: [group('a'), group('b')], router_settings: { fallbacks } }, { environment: {} })

it.each([
  ['in a list', [{ a: [{ model: 'b' }] }]],
  ['alone', [{ a: { model: 'b' } }]],
])('takes a map with model for a fallback target, %s', (_, fallbacks) => {
  const { config, problems } = load(fallbacks)
  expect(problems).toEqual([])
  expect(config?.fallbacks.general).toEqual({ a: ['b'] })
})

it('notes that its other keys are without effect', () => {
  const { config, problems } = load([{ a: ['b', { model: 'gone', api_key: 'k' }] }])
  expect(config?.fallbacks.general).toEqual({ a: ['b', 'gone'] })
  expect(problems.map(({ level, code, path }) => `${level} ${code} ${showPath(path)}`).sort()).toEqual([
    'note without-effect router_settings.fallbacks[0].a[1].api_key',
    'warning dangling-fallback router_settings.fallbacks[0].a[1]',
  ])
})

it('says where a map has no model', () => {
  expect(load([{ a: [{}] }]).problems).toMatchObject([
    { level: 'error', code: 'wrong-type', path: ['router_settings', 'fallbacks', 0, 'a', 0, 'model'] },
  ])
})
