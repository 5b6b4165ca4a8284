import { type AttemptEnd, type ErrorDetails, type ErrorKind, ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { peakLatency } from './peak-latency.ts'

const after = (...ends: readonly Partial<AttemptEnd>[]) => {
  const tracker = peakLatency.bind(makeDeployment({ model: 'm' }))
  for (const end of ends) tracker.end?.(makeAttemptEnd(end))
  return (stream: boolean) => tracker.value(ends.at(-1)?.endedMs ?? 0).ms(stream)
}
const failed = (kind: ErrorKind, details: ErrorDetails = {}) => new ProviderError(kind, 'x', details)

describe('peakLatency', () => {
  it('knows nothing at first', () => {
    expect(after()(false)).toBeUndefined()
  })

  it('is a plain answer’s whole time, and a stream’s to its first content', () => {
    expect(after({ endedMs: 2_000 })(false)).toBe(2_000)
    expect(after({ stream: true, firstContentMs: 300, endedMs: 2_000 })(true)).toBe(300)
  })

  it('keeps the two apart, and takes the other where one is unknown', () => {
    const ms = after({ endedMs: 2_000 }, { stream: true, firstContentMs: 300, endedMs: 2_000 })
    expect([ms(false), ms(true)]).toEqual([2_000, 300])
    expect(after({ endedMs: 2_000 })(true)).toBe(2_000)
  })

  it.each<readonly [ErrorKind, ErrorDetails, number]>([
    ['server', {}, 5_000],
    ['rate-limit', { retryAfterMs: 30_000 }, 30_000],
    ['rate-limit', { retryAfterMs: 1_000 }, 5_000],
    ['timeout', {}, 8_000],
  ])('counts a failure of kind %s with %j as %i ms', (kind, details, expected) => {
    const endedMs = kind === 'timeout' ? 8_000 : 10
    expect(after({ endedMs, failure: failed(kind, details) })(false)).toBe(expected)
  })

  it('learns nothing from what the caller did wrong', () => {
    expect(after({ endedMs: 10, failure: failed('bad-request') })(false)).toBeUndefined()
    expect(after({ endedMs: 10, failure: failed('timeout', { fault: 'caller' }) })(false)).toBeUndefined()
  })

  it('takes a cancel for a lower bound, never for a good answer', () => {
    const cancelled = { failure: failed('cancelled') }
    expect(after({ endedMs: 4_000, ...cancelled })(false)).toBe(4_000)
    const ms = after({ endedMs: 10_000 }, { ...cancelled, startedMs: 10_000, endedMs: 10_001 })
    expect(ms(false)).toBeCloseTo(10_000, -2)
    expect(after({ ...cancelled, stream: true, firstContentMs: 300, endedMs: 9_000 })(true)).toBe(300)
  })

  it('tells of its own peaks as they are now, where an attempt has said something', () => {
    const tracker = peakLatency.bind(makeDeployment({ model: 'm' }))
    tracker.merge?.('x', { streamMs: 9_000, plainMs: 9_000 }, 0)
    expect([tracker.export?.(0, false), tracker.export?.(0, true)]).toEqual([undefined, undefined])
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000 }))
    expect(tracker.export?.(12_000, false)).toEqual({ plainMs: 2_000 / Math.E })
    tracker.end?.(makeAttemptEnd({ endedMs: 12_000, failure: failed('bad-request') }))
    expect(tracker.export?.(12_000, false)).toBeUndefined()
    expect(tracker.export?.(22_000, true)).toEqual({ plainMs: expect.closeTo(2_000 / Math.E / Math.E, 6) })
  })

  it('is what others tell of where that is more, each kind for itself, until they are gone', () => {
    const tracker = peakLatency.bind(makeDeployment({ model: 'm' }))
    const both = () => [true, false].map((stream) => Math.round(tracker.value(0).ms(stream) ?? Number.NaN))
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000, startedMs: -2_000 }))
    tracker.merge?.('x', { streamMs: 300 }, 0)
    tracker.merge?.('y', { streamMs: 100, plainMs: 6_000 }, 0)
    expect(both()).toEqual([300, 6_000])
    tracker.merge?.('y', {}, 0)
    expect(both()).toEqual([300, 4_000])
    tracker.merge?.('x', undefined, 0)
    expect(both()).toEqual([4_000, 4_000])
  })
})
