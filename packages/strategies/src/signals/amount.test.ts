import { expect, it } from 'vitest'
import { isAmount } from './amount.ts'

it.each([
  [0, true],
  [1.5, true],
  [-1, false],
  [Number.NaN, false],
  [Infinity, false],
  ['1', false],
  [null, false],
  [undefined, false],
] as const)('takes %j for an amount: %s', (said, expected) => {
  expect(isAmount(said)).toBe(expected)
})
