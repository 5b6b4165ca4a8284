import { describe, expect, it } from 'vitest'
import { seededRandom } from './seeded-random.ts'

const take = (seed: number, count: number) => Array.from({ length: count }, seededRandom(seed))

describe('seededRandom', () => {
  it('says the same for the same seed, and something else for another', () => {
    expect(take(1, 50)).toEqual(take(1, 50))
    expect(take(1, 50)).not.toEqual(take(2, 50))
  })

  it('does not say the same twice in a row', () => {
    expect(new Set(take(1, 1_000)).size).toBe(1_000)
  })

  it('spreads over [0, 1) evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const value of take(9, 20_000)) {
      const tenth = Math.floor(value * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    expect(tenths).toHaveLength(10)
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
  })

  it.each([0, -1, 2 ** 32, 1.5])('stands the seed %d', (seed) => {
    const values = take(seed, 100)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(new Set(values).size).toBe(100)
  })
})
