import { describe, expect, it } from 'vitest'
import { planted } from './planted.ts'
import { testsPresent } from './tests-present.ts'

const clean = {
  'packages/core/src/a.test.ts': "it('skips .only( in words', () => {}) // it.todo(",
  'tools/a.test.ts': '',
  'bench/a.test.ts': '',
}

describe('testsPresent', () => {
  it('is content where every project has tests', () => {
    expect(testsPresent(planted(clean))).toEqual([])
  })

  it('finds a project without', () => {
    const root = planted({ ...clean, 'apps/cli/src/index.ts': '', 'apps/cli/node_modules/x/x.test.ts': '' })
    expect(testsPresent(root)).toEqual(['apps/cli: has no *.test.ts; write one'])
  })

  it('finds a test that is singled out or put off', () => {
    const root = planted({
      ...clean,
      'tools/b.test.ts': "describe.only('b', () => {\n  it.todo('works')\n})\nit.only.each([])",
    })
    expect(testsPresent(root)).toEqual([
      'tools/b.test.ts:1: has .only; run them all',
      'tools/b.test.ts:2: has .todo; write it',
      'tools/b.test.ts:4: has .only; run them all',
    ])
  })
})
