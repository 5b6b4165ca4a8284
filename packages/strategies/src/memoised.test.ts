import { expect, it } from 'vitest'
import { memoised } from './memoised.ts'

it('gives the identical thing for the same arguments, and another for others', () => {
  const pair = memoised((one: number, other: number) => ({ one, other }))
  expect(pair(1, 23)).toBe(pair(1, 23))
  expect(pair(1, 23)).not.toBe(pair(12, 3))
  expect(pair(12, 3)).toEqual({ one: 12, other: 3 })
})
