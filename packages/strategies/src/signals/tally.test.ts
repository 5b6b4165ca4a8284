import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Tally } from './tally.ts'

const outcome = fc.record({
  afterMs: fc.oneof(
    fc.nat(400),
    fc.nat(5_000),
    fc.constantFrom(1_000, 30_000, 59_000, 59_999, 60_000, 60_001, 3_600_000),
  ),
  what: fc.constantFrom('success', 'failure', 'neither', 'clear'),
})

describe('Tally', () => {
  it('counts what a list of the last sixty calendar seconds holds', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.array(outcome, { maxLength: 80 }), (startMs, outcomes) => {
        const tally = new Tally()
        let list: { second: number; what: string }[] = []
        let nowMs = startMs
        for (const { afterMs, what } of outcomes) {
          nowMs += afterMs
          const second = Math.floor(nowMs / 1_000)
          if (what === 'success') tally.success(nowMs)
          if (what === 'failure') tally.failure(nowMs)
          if (what === 'clear') tally.clear()
          list = what === 'clear' ? [] : [...list, { second, what }]
          const recent = list.filter((entry) => entry.second > second - 60)
          expect(tally.counts(nowMs)).toEqual({
            failures: recent.filter((entry) => entry.what === 'failure').length,
            successes: recent.filter((entry) => entry.what === 'success').length,
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('slides: what is 59 s old counts, what is 60 s old does not', () => {
    const tally = new Tally()
    tally.failure(1_000_999)
    tally.success(1_030_000)
    expect(tally.counts(1_059_999)).toEqual({ failures: 1, successes: 1 })
    expect(tally.counts(1_060_999)).toEqual({ failures: 0, successes: 1 })
    expect(tally.counts(1_090_000)).toEqual({ failures: 0, successes: 0 })
  })

  it('forgets by being read, and counts on after it', () => {
    const tally = new Tally()
    tally.failure(0)
    expect(tally.counts(200_000)).toEqual({ failures: 0, successes: 0 })
    tally.failure(200_000)
    expect(tally.counts(200_000)).toEqual({ failures: 1, successes: 0 })
  })
})
