import { expect, it } from 'vitest'
import { textPieces } from './text-pieces.ts'

const tokens = (count: number) => ({ tokens: count, most: count, sure: true })

it.each([
  ['a text', [['a text']]],
  [
    ['one', 'two'],
    [['one'], ['two']],
  ],
  [[1, 2, 3], [[tokens(3)]]],
  [
    [
      [1, 2],
      [3, 4, 5],
    ],
    [[tokens(2)], [tokens(3)]],
  ],
  [[], []],
  [null, [[]]],
  [{ odd: true }, [[]]],
  [
    ['x', 7, [1], null],
    [['x'], [], [tokens(1)], []],
  ],
])('%j', (given, pieces) => {
  expect(textPieces(given)).toEqual(pieces)
})
