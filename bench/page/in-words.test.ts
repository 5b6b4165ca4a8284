import { expect, test } from 'vitest'
import { digits, megabytes, milliseconds, percent, times } from './in-words.ts'

test('figures have as many digits as they are worth', () => {
  expect([1.234, 12.34, 1_234.5].map(digits)).toEqual(['1.23', '12.3', '1,235'])
  expect([0.84, 84.4].map(percent)).toEqual(['0.8 %', '84 %'])
  expect([1.96, 123.4].map(times)).toEqual(['2.0 ×', '123 ×'])
  expect([0.123, 12.34, 123.4].map(milliseconds)).toEqual(['0.12 ms', '12.3 ms', '123 ms'])
  expect(megabytes(90 * 1_048_576)).toBe('90 MB')
})
