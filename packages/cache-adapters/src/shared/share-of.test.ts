import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOf } from './share-of.ts'

const all = <T>(count: number, one: (rank: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => one(i))

describe('shareOf', () => {
  it('gives what does not divide to the first ones', () => {
    expect(all(4, (rank) => shareOf(10, { count: 4, rank }))).toEqual([3, 3, 2, 2])
  })

  it('gives a limit that is smaller than the number of parts to some of them', () => {
    expect(all(3, (rank) => shareOf(1, { count: 3, rank }))).toEqual([1, 0, 0])
  })

  it('has parts that add up to the limit, also where it is no whole number', () => {
    const limit = fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1_000, noNaN: true }))
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 50 }), (of, count) => {
        const parts = all(count, (rank) => shareOf(of, { count, rank }))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(of, 6)
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('leaves no limit without one', () => {
    expect(shareOf(Infinity, { count: 3, rank: 2 })).toBe(Infinity)
  })
})
