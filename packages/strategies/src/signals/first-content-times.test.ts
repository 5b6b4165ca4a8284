import { type AttemptEnd, ProviderError } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirstContentTimes, firstContentTimes } from './first-content-times.ts'

const took = (ms: number | undefined, failure?: ProviderError): AttemptEnd => ({
  ...{ attemptId: 'a', operation: 'chat', stream: false, startedMs: 1_000, endedMs: 99_000 },
  ...{ firstContentMs: ms === undefined ? undefined : 1_000 + ms, failure, usage: undefined },
})

function known(times: readonly (number | undefined)[]): FirstContentTimes {
  const tracker = new FirstContentTimes()
  for (const ms of times) tracker.end(took(ms))
  return tracker
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)

describe('FirstContentTimes', () => {
  it('says nothing before twenty are known', () => {
    expect(known(upTo(19)).quantileMs(0.5)).toBeUndefined()
    expect(known(upTo(20)).quantileMs(0.5)).toBe(11)
  })

  it('does not count attempts without content, and counts those that failed after it', () => {
    const tracker = known([...upTo(19), undefined, undefined])
    expect(tracker.quantileMs(0.5)).toBeUndefined()
    tracker.end(took(20, new ProviderError('connection', 'x')))
    expect(tracker.quantileMs(0.5)).toBe(11)
  })

  it('is what so large a share did not take longer than, of the last hundred', () => {
    const share = fc.constantFrom(0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1)
    const times = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 250 })
    fc.assert(
      fc.property(times, share, (all, quantile) => {
        const last = all.slice(-100)
        const ms = known(all).quantileMs(quantile) ?? Number.NaN
        expect(last).toContain(ms)
        expect(last.filter((other) => other <= ms).length).toBeGreaterThanOrEqual(quantile * last.length)
        expect(last.filter((other) => other < ms).length).toBeLessThanOrEqual(quantile * last.length)
      }),
      { numRuns: 200 },
    )
  })

  it('forgets the oldest', () => {
    expect([known(upTo(100)).quantileMs(0), known(upTo(101)).quantileMs(0)]).toEqual([1, 2])
    expect(known([...upTo(100).map(() => 9_000), ...upTo(100)]).quantileMs(1)).toBe(100)
  })

  it('is a signal of one deployment', () => {
    const [one, other] = ['one', 'other'].map((model) => firstContentTimes.bind(makeDeployment({ model })))
    for (const ms of upTo(20)) one?.end?.(took(ms))
    expect([one?.value(0).quantileMs(0.5), other?.value(0).quantileMs(0.5)]).toEqual([11, undefined])
  })
})
