import { type ErrorDetails, ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { usage } from './usage.ts'

const track = () => usage.bind(makeDeployment({ model: 'm' }))
const started = (atMs = 0, estimatedTokens = 100) => {
  const tracker = track()
  tracker.start?.(makeAttemptStart({ atMs, estimatedTokens }))
  return tracker
}
const used = (tokens: number) => ({ prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens })

describe('usage', () => {
  it('counts an attempt with its estimate as soon as it starts', () => {
    expect(started().value(0)).toMatchObject({ requests: 1, tokens: 100 })
  })

  it('has the real tokens when it ends, once', () => {
    const tracker = started()
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000, usage: used(30) }))
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000, usage: used(30) }))
    expect(tracker.value(2_000)).toMatchObject({ requests: 1, tokens: 30 })
  })

  it('keeps the estimate where nobody knows', () => {
    const tracker = started()
    tracker.end?.(makeAttemptEnd({ endedMs: 2_000 }))
    expect(tracker.value(2_000)).toMatchObject({ requests: 1, tokens: 100 })
  })

  it.each<readonly [string, ErrorDetails, object]>([
    ['refused', { upstreamStatus: 429 }, { requests: 1, tokens: 0 }],
    ['never sent', { sent: false }, { requests: 0, tokens: 0 }],
    ['lost on the way', {}, { requests: 1, tokens: 100 }],
  ])('of an attempt that was %s counts %j as %j', (_, details, expected) => {
    const tracker = started()
    tracker.end?.(makeAttemptEnd({ endedMs: 5, failure: new ProviderError('connection', 'x', details) }))
    expect(tracker.value(5)).toMatchObject(expected)
  })

  it('forgets after a minute, and an end after that changes nothing', () => {
    const tracker = started()
    expect(tracker.value(59_999)).toMatchObject({ requests: 1, tokens: 100 })
    expect(tracker.value(60_000)).toMatchObject({ requests: 0, tokens: 0 })
    tracker.end?.(makeAttemptEnd({ endedMs: 70_000, usage: used(999) }))
    expect(tracker.value(70_000)).toMatchObject({ requests: 0, tokens: 0 })
  })

  it('does not know strangers', () => {
    const tracker = track()
    tracker.end?.(makeAttemptEnd({ usage: used(5) }))
    expect(tracker.value(0)).toMatchObject({ requests: 0, tokens: 0 })
  })

  it('adds what other instances say of theirs, until they are gone', () => {
    const tracker = started()
    tracker.merge?.('x', { requests: 7, tokens: 70 }, 0)
    tracker.merge?.('x', { requests: 2, tokens: 20 }, 0)
    tracker.merge?.('y', { requests: 3, tokens: 30 }, 0)
    expect(tracker.value(0)).toMatchObject({ requests: 6, tokens: 150 })
    tracker.merge?.('x', undefined, 0)
    expect(tracker.value(60_000)).toMatchObject({ requests: 3, tokens: 30 })
  })

  it('tells of its own, and once more when they are a minute old', () => {
    const tracker = started()
    tracker.merge?.('x', { requests: 7, tokens: 70 }, 0)
    const told = [0, 59_999, 60_000, 60_001].map((nowMs) => tracker.export?.(nowMs, false))
    expect(told).toEqual([{ requests: 1, tokens: 100 }, undefined, { requests: 0, tokens: 0 }, undefined])
    expect(tracker.export?.(60_002, true)).toEqual({ requests: 0, tokens: 0 })
    expect(track().export?.(0, true)).toBeUndefined()
  })
})
