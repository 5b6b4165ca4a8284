import type { Json } from '@turnout/core'
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

  const merged = (samples: RecentSamples, instance: string, data: Json | undefined, nowMs: number) => {
    samples.merge(instance, data, nowMs)
    return samples.at(nowMs)
  }

  it('tells of its new samples by their age, or of all that it still has', () => {
    const samples = new RecentSamples(2, 1_000)
    for (const [value, atMs] of [
      [7, 0],
      [5, 100],
      [6, 200],
    ] as const)
      samples.add(value, atMs)
    expect(samples.export(300, false)).toEqual([
      [5, 200, 2],
      [6, 100, 3],
    ])
    expect(samples.export(300, false)).toBeUndefined()
    samples.add(8, 400)
    expect(samples.export(400, false)).toEqual([[8, 0, 4]])
    expect(samples.export(500, true)).toEqual([
      [6, 300, 3],
      [8, 100, 4],
    ])
    expect([samples.export(2_000, true), new RecentSamples(2, 1_000).export(0, true)]).toEqual([undefined, undefined])
  })

  it('puts those of others where they belong in time, on its own clock', () => {
    const samples = new RecentSamples(3, 1_000)
    for (const [value, atMs] of [
      [1, 5_000],
      [2, 5_400],
    ] as const)
      samples.add(value, atMs)
    expect(
      merged(
        samples,
        'x',
        [
          [6, 300, 1],
          [9, 700, 2],
        ],
        5_500,
      ),
    ).toMatchObject({ count: 3, mean: 3 })
    expect(samples.at(6_000)).toMatchObject({ count: 2, mean: 4 })
    expect(samples.at(6_200)).toMatchObject({ count: 1, mean: 2 })
  })

  it('counts the same sample of the same instance once, however often it is told', () => {
    const samples = new RecentSamples(9, 1_000)
    for (const instance of ['x', 'y', 'x']) samples.merge(instance, [[4, 10, 1]], 100)
    expect(
      merged(
        samples,
        'x',
        [
          [4, 15, 1],
          [1, 5, 2],
        ],
        105,
      ),
    ).toMatchObject({ count: 3, mean: 3 })
  })

  it('takes what was told before it began to listen from the whole', () => {
    const samples = new RecentSamples(9, 1_000)
    samples.merge('x', [[4, 0, 3]], 100)
    expect(
      merged(
        samples,
        'x',
        [
          [1, 20, 1],
          [1, 10, 2],
          [4, 0, 3],
        ],
        100,
      ),
    ).toMatchObject({ count: 3, mean: 2 })
  })

  it('does not tell of what it was told, and forgets it with its instance', () => {
    const samples = new RecentSamples(9, 1_000)
    samples.add(1, 0)
    for (const instance of ['x', 'y']) samples.merge(instance, [[4, 0, 1]], 0)
    expect(samples.export(0, true)).toEqual([[1, 0, 1]])
    expect(merged(samples, 'x', undefined, 0)).toMatchObject({ count: 2, mean: 2.5 })
  })

  it.each<Json>([
    null,
    1,
    {},
    [1],
    [[1, 2]],
    [[1, 2, 3, 4]],
    [['1', 2, 3]],
    [[1, -2, 3]],
    [
      [1, 2, 3],
      [null, 2, 4],
    ],
  ])('does not take %j for samples', (data) => {
    const samples = new RecentSamples(9, 1_000)
    samples.add(5, 0)
    expect(merged(samples, 'x', data, 10)).toMatchObject({ count: 1, mean: 5 })
  })
})
