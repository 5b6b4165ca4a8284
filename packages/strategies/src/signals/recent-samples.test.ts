import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecentSamples } from './recent-samples.ts'

describe('RecentSamples', () => {
  it('knows nothing without samples', () => {
    expect(new RecentSamples(3, 1_000).at(0)).toBeUndefined()
  })

  it('keeps the most recent ones', () => {
    const samples = new RecentSamples(3, 1_000)
    for (const value of [9, 9, 1, 2, 3]) samples.add(value, 0)
    expect(samples.at(0)).toMatchObject({ mean: 2, count: 3, deviation: 1 })
  })

  it('forgets each one when it gets too old', () => {
    const samples = new RecentSamples(3, 1_000)
    samples.add(4, 0)
    samples.add(2, 500)
    expect([999, 1_000, 1_499, 1_500].map((nowMs) => samples.at(nowMs)?.mean)).toEqual([3, 2, 2, undefined])
  })

  it('knows no deviation of a single one', () => {
    const samples = new RecentSamples(3, 1_000)
    samples.add(4, 0)
    expect(samples.at(0)).toMatchObject({ mean: 4, count: 1, deviation: 0 })
  })

  it('is what a list of all samples would say', () => {
    const sample = fc.record({ value: fc.nat(100), afterMs: fc.nat(300) })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(sample, { maxLength: 50 }), (size, given) => {
        const samples = new RecentSamples(size, 1_000)
        const all: { value: number; atMs: number }[] = []
        let nowMs = 0
        for (const { value, afterMs } of given) {
          nowMs += afterMs
          const kept = all.slice(-size).filter(({ atMs }) => nowMs - atMs < 1_000)
          const sum = kept.reduce((total, each) => total + each.value, 0)
          expect(samples.at(nowMs)?.mean).toBe(kept.length === 0 ? undefined : sum / kept.length)
          samples.add(value, nowMs)
          all.push({ value, atMs: nowMs })
        }
      }),
    )
  })
})
