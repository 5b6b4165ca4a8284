import { describe, expect, it } from 'vitest'
import { columns, printable } from './columns.ts'

describe('columns', () => {
  it('puts cells below each other, without blanks at the end', () => {
    expect(
      columns([
        ['a', 'bb', 'c'],
        ['aaa', 'b', ''],
        ['', '', 'c'],
      ]),
    ).toEqual(['a    bb  c', 'aaa  b', '         c'])
  })

  it('is not pushed apart by what ends its line in the loose column', () => {
    expect(
      columns(
        [
          ['a', 'a long end', ''],
          ['b', 'b', 'more'],
        ],
        1,
      ),
    ).toEqual(['a  a long end', 'b  b  more'])
  })

  it('has no lines for no rows', () => {
    expect(columns([])).toEqual([])
  })
})

describe('printable', () => {
  it('leaves no control characters', () => {
    expect(printable('a\u001b[31mb\n')).toBe('a\\u001b[31mb\\u000a')
    expect(printable('Grüezi 世界')).toBe('Grüezi 世界')
  })
})
