import { expect, test } from 'vitest'
import { poissonArrivals } from './poisson.ts'
import { seeded } from './seeded.ts'

const arrivals = poissonArrivals(500, 200_000, seeded(1))
const gaps = arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0))
const mean = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0) / figures.length

test('so many a second, in order, none too late', () => {
  expect(arrivals.length / 200).toBeGreaterThan(495)
  expect(arrivals.length / 200).toBeLessThan(505)
  expect(gaps.every((gap) => gap >= 0)).toBe(true)
  expect(arrivals.at(-1)).toBeLessThan(200_000)
})

test('gaps have no memory: their deviation is their mean, and 1 in e is longer than it', () => {
  const deviation = Math.sqrt(mean(gaps.map((gap) => (gap - 2) ** 2)))
  expect(deviation).toBeCloseTo(2, 1)
  expect(gaps.filter((gap) => gap > 2).length / gaps.length).toBeCloseTo(1 / Math.E, 2)
})

test('the same seed, the same schedule', () => {
  expect(poissonArrivals(50, 1_000, seeded(7))).toEqual(poissonArrivals(50, 1_000, seeded(7)))
  expect(poissonArrivals(50, 1_000, seeded(7))).not.toEqual(poissonArrivals(50, 1_000, seeded(8)))
})
