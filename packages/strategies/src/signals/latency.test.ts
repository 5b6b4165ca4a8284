import { ProviderError, type Usage } from '@turnout/core'
import { makeAttemptEnd, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { latency } from './latency.ts'

const track = (ttlMs = 60_000, size = 10) => latency(ttlMs, size).bind(makeDeployment({ model: 'm' }))
const used = (tokens: number): Usage => ({ prompt_tokens: 7, completion_tokens: tokens, total_tokens: 7 + tokens })

describe('latency', () => {
  it('is seconds a completion token', () => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000, usage: used(10) }))
    expect(tracker.value(2_000)?.mean).toBe(0.2)
  })

  it.each([undefined, used(0)])('is plain seconds where there are no completion tokens: %j', (usage) => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000, usage }))
    expect(tracker.value(2_000)?.mean).toBe(2)
  })

  it('counts a timeout as 1000 s, and no other failure', () => {
    const tracker = track()
    for (const kind of ['server', 'cancelled', 'bad-request'] as const)
      tracker.end?.(makeAttemptEnd({ failure: new ProviderError(kind, 'x') }))
    expect(tracker.value(0)).toBeUndefined()
    tracker.end?.(makeAttemptEnd({ failure: new ProviderError('timeout', 'x') }))
    expect(tracker.value(0)?.mean).toBe(1_000)
  })

  it('goes by the most recent ones, not older than ttl', () => {
    const tracker = track(3_000, 2)
    for (const endedMs of [900, 1_000, 2_000]) tracker.end?.(makeAttemptEnd({ startedMs: 0, endedMs }))
    expect(tracker.value(2_000)?.mean).toBe(1.5)
    expect(tracker.value(4_999)?.mean).toBe(2)
    expect(tracker.value(5_000)).toBeUndefined()
  })

  it('is the identical signal for the same arguments', () => {
    expect(latency(60_000, 10)).toBe(latency(60_000, 10))
    expect(latency(60_000, 10)).not.toBe(latency(60_000, 11))
  })

  it('is shared: samples of other instances count, by their age', () => {
    const [one, other] = [1, 2].map(() => latency(60_000, 10).bind(makeDeployment({ model: 'm' })))
    one?.end?.(makeAttemptEnd({ stream: true, startedMs: 5_000, endedMs: 7_000 }))
    other?.merge?.('one', one?.export?.(8_000, false), 1_000_000)
    expect([1_058_999, 1_059_000].map((nowMs) => other?.value(nowMs)?.mean)).toEqual([2, undefined])
  })
})
