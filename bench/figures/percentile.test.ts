import { expect, test } from 'vitest'
import { percentile } from './percentile.ts'

const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)

test.each([
  [50, 50],
  [99, 99],
  [99.9, 100],
  [100, 100],
  [0, 1],
])('percentile %d of 1 to 100 is %d', (percent, expected) => {
  expect(percentile(hundred, percent)).toBe(expected)
})

test('one figure is every percentile, and none is an error', () => {
  expect(percentile([7], 50)).toBe(7)
  expect(percentile([7], 99.9)).toBe(7)
  expect(() => percentile([], 50)).toThrow('no figures')
})
