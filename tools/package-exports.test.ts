import { describe, expect, it } from 'vitest'
import { packageExports } from './package-exports.ts'
import { planted } from './planted.ts'

const entry = (stem: string) => ({
  '@turnout/source': `./src/${stem}.ts`,
  types: `./dist/${stem}.d.ts`,
  default: `./dist/${stem}.js`,
})
const clean = { '.': entry('index'), './kit': entry('kit/index'), './package.json': './package.json' }
const problemsOf = (exports: object, files: Readonly<Record<string, string>> = {}) =>
  packageExports(
    planted({
      ...files,
      'packages/core/package.json': { name: '@turnout/core', exports },
      'packages/core/src/index.ts': '',
      'packages/core/src/kit/index.ts': '',
    }),
  )

describe('packageExports', () => {
  it('is content with one source file an export', () => {
    expect(problemsOf(clean)).toEqual([])
  })

  it('finds what is not exported', () => {
    expect(problemsOf({})).toEqual([
      'packages/core/package.json: exports has no "./package.json"; add it',
      'packages/core/package.json: exports has no "."; add it',
    ])
  })

  it.each([
    ['a bare path', './dist/kit/index.js'],
    ['conditions in another order', Object.fromEntries(Object.entries(entry('kit/index')).reverse())],
    ['a condition too many', { ...entry('kit/index'), require: './dist/kit/index.cjs' }],
    ['another file for the types', { ...entry('kit/index'), types: './dist/index.d.ts' }],
    ['a source outside src', entry('../lib/index')],
  ])('finds %s', (_what, kit) => {
    const problems = problemsOf({ ...clean, './kit': kit })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('exports "./kit"')
  })

  it('is content with a JSON file under its own path, if it is there', () => {
    const exports = { ...clean, './a.schema.json': './a.schema.json' }
    expect(problemsOf(exports, { 'packages/core/a.schema.json': '{}' })).toEqual([])
    expect(problemsOf(exports)).toEqual([
      'packages/core/package.json: exports "./a.schema.json", which does not exist; write it or drop the export',
    ])
    expect(problemsOf({ ...clean, './b.json': './a.schema.json' })[0]).toContain('exports "./b.json"')
  })

  it('finds a source that does not exist', () => {
    expect(problemsOf({ ...clean, './gone': entry('gone') })).toEqual([
      'packages/core/package.json: exports "./gone" names ./src/gone.ts, which does not exist; write it or drop the export',
    ])
  })
})
