import type { Problem } from '@turnout/config-loader'
import { describe, expect, it } from 'vitest'
import { plain } from './paint.ts'
import { problemTable } from './problem-table.ts'

const problem = (level: Problem['level'], line: number, rest: Partial<Problem> = {}): Problem => ({
  ...{ level, code: 'c', message: 'is wrong.', path: ['a', 0, 'b'], line, column: 3 },
  ...rest,
})

describe('problemTable', () => {
  it('has the worst first, and a column for each thing to know', () => {
    const problems = [
      problem('note', 2, { path: ['n'], message: 'is very, very long, and pushes nothing aside.' }),
      problem('warning', 3, { suggestion: 'c' }),
      problem('error', 10),
      problem('warning', 11, { path: ['long', 'path'], message: 'is long and wrong.', suggestion: 'd' }),
    ]
    expect(problemTable(problems, plain).split('\n')).toEqual([
      ...['1 error', '  10:3  a[0].b     is wrong.', ''],
      '2 warnings',
      '  3:3   a[0].b     is wrong.           Did you mean c?',
      '  11:3  long.path  is long and wrong.  Did you mean d?',
      ...['', '1 note', '  2:3   n          is very, very long, and pushes nothing aside.', '', ''],
    ])
  })

  it('says nothing of nothing', () => {
    expect(problemTable([], plain)).toBe('')
  })

  it('names the file where it is another one', () => {
    expect(problemTable([problem('error', 4, { file: 'b.yaml' })], plain)).toContain('  b.yaml:4:3  a[0].b')
  })

  it('has no place for what has none', () => {
    expect(problemTable([{ level: 'error', code: 'c', message: 'is not there.', path: [] }], plain)).toBe(
      '1 error\n      is not there.\n\n',
    )
  })
})
