import { expect, test } from 'vitest'
import { cpuMicrosOf, parsePs } from './read-ps.ts'

test.each([
  ['0:00.25', 250_000],
  ['01:02:03', 3_723e6],
  ['2-00:00:01', 172_801e6],
])('%s is a time', (time, micros) => {
  expect(cpuMicrosOf(time)).toBeCloseTo(micros)
})

test('the lines of ps', () => {
  const all = parsePs('    1     0  1000 00:00:01\n  200     1 20480  0:02.50\n')
  expect(all.get(200)?.parent).toBe(1)
  expect(all.get(200)?.residentBytes()).toBe(20_480 * 1_024)
  expect(all.get(200)?.threads()).toEqual(new Map([['200', 2_500_000]]))
})
