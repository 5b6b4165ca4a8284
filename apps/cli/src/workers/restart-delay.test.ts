import { expect, it } from 'vitest'
import { RestartDelay } from './restart-delay.ts'

it('waits longer and longer where it dies at once, and not at all where it lasted', () => {
  const delay = new RestartDelay()
  expect(Array.from({ length: 10 }, () => delay.next(50))).toEqual([
    0, 100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000,
  ])
  expect(delay.next(10_000)).toBe(0)
  expect(delay.next(9_999)).toBe(100)
})
