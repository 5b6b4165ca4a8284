import { ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { timeToFirstToken } from './time-to-first-token.ts'

const track = () => timeToFirstToken(60_000, 10).bind(makeDeployment({ model: 'm' }))
const ended = { stream: true, startedMs: 1_000, endedMs: 9_000 }

describe('timeToFirstToken', () => {
  it('is the seconds to the first content of streams', () => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ ...ended, firstContentMs: 1_500 }))
    tracker.end?.(makeAttemptEnd({ ...ended, firstContentMs: 2_500 }))
    expect(tracker.value(9_000)?.mean).toBe(1)
  })

  it('learns nothing from plain answers', () => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ ...ended, stream: false }))
    expect(tracker.value(9_000)).toBeUndefined()
  })

  it('counts a timeout before the first content as 1000 s, and one after it not', () => {
    const [silent, cut] = [track(), track()]
    const failure = new ProviderError('timeout', 'x')
    silent.end?.(makeAttemptEnd({ ...ended, failure }))
    cut.end?.(makeAttemptEnd({ ...ended, failure, firstContentMs: 3_000 }))
    expect([silent.value(9_000)?.mean, cut.value(9_000)?.mean]).toEqual([1_000, 2])
  })

  it('learns nothing from other failures that said nothing', () => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ ...ended, failure: new ProviderError('server', 'x') }))
    expect(tracker.value(9_000)).toBeUndefined()
  })

  it('is the identical signal for the same arguments', () => {
    expect(timeToFirstToken(1, 2)).toBe(timeToFirstToken(1, 2))
  })

  it('is shared: samples of other instances count, by their age', () => {
    const [one, other] = [1, 2].map(() => timeToFirstToken(60_000, 10).bind(makeDeployment({ model: 'm' })))
    one?.end?.(makeAttemptEnd({ stream: true, startedMs: 5_000, endedMs: 7_000 }))
    other?.merge?.('one', one?.export?.(8_000, false), 1_000_000)
    expect([1_058_999, 1_059_000].map((nowMs) => other?.value(nowMs)?.mean)).toEqual([2, undefined])
  })
})
