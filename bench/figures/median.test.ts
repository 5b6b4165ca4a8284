import { expect, test } from 'vitest'
import { median } from './median.ts'

test('the middle of an odd count, whatever the order', () => {
  expect(median([30, 1, 200])).toBe(30)
})

test('the mean of the middle two of an even count', () => {
  expect(median([4, 1, 3, 100])).toBe(3.5)
})

test('no figures are an error', () => {
  expect(() => median([])).toThrow('no figures')
})
