import { type Json, ProviderError, type TransportHeaders } from '@turnout/core'
import { makeAttemptEnd, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { remainingUpstream } from './remaining-upstream.ts'

const after = (...answers: readonly TransportHeaders[]) => {
  const tracker = remainingUpstream.bind(makeDeployment({ model: 'm' }))
  for (const headers of answers) tracker.end?.(makeAttemptEnd({ headers }))
  return tracker
}
const requests = (remaining: string, reset = '10s') => ({
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': remaining,
  'x-ratelimit-reset-requests': reset,
})

describe('remainingUpstream', () => {
  it('is unknown where no provider said anything', () => {
    expect(after().value(0)).toBeUndefined()
    expect(after({ 'content-type': 'text/plain' }).value(0)).toBeUndefined()
  })

  it('is the share that is left, until the reset', () => {
    const tracker = after(requests('25'))
    expect([tracker.value(0), tracker.value(9_999), tracker.value(10_000)]).toEqual([0.25, 0.25, undefined])
  })

  it('is the least of several limits, each until its own reset', () => {
    const tokens = { 'x-ratelimit-limit-tokens': '1000', 'x-ratelimit-remaining-tokens': '100' }
    const tracker = after({ ...requests('25', '90s'), ...tokens })
    expect([tracker.value(0), tracker.value(60_000)]).toEqual([0.1, 0.25])
  })

  it('is what was said last', () => {
    expect(after(requests('25'), requests('24'), { date: 'x' }).value(0)).toBe(0.24)
  })

  it('reads Anthropic’s, whose reset is a date', () => {
    const tracker = after({
      date: 'Fri, 01 May 2026 12:00:00 GMT',
      'anthropic-ratelimit-input-tokens-limit': '50000',
      'anthropic-ratelimit-input-tokens-remaining': '5000',
      'anthropic-ratelimit-input-tokens-reset': '2026-05-01T12:00:30Z',
    })
    expect([tracker.value(29_999), tracker.value(30_000)]).toEqual([0.1, undefined])
  })

  it.each<readonly [TransportHeaders, number | undefined]>([
    [{ 'x-ratelimit-remaining-requests': '0' }, 0],
    [{ 'x-ratelimit-remaining-requests': '7' }, undefined],
    [{ ...requests('7'), 'x-ratelimit-limit-requests': '0' }, 1],
    [requests('many'), undefined],
    [requests(''), undefined],
    [requests('-5'), undefined],
    [{ ...requests('7'), 'x-ratelimit-remaining-requests': ['50', '7'] }, 0.5],
  ])('takes %j for %s', (headers, expected) => {
    expect(after(headers).value(0)).toBe(expected)
  })

  it('learns from failures too', () => {
    const tracker = after()
    tracker.end?.(makeAttemptEnd({ headers: requests('0'), failure: new ProviderError('rate-limit', 'x') }))
    expect(tracker.value(0)).toBe(0)
  })

  it('is what any instance was told last, limit by limit, by its own clock', () => {
    const tracker = after(requests('25'))
    const limit = 'x-ratelimit-remaining-requests'
    tracker.merge?.('older', { [limit]: [0.01, 600, 9_000] }, 500)
    expect(tracker.value(500)).toBe(0.25)
    tracker.merge?.('newer', { [limit]: [0.5, 100, 9_000], other: [0.9, 9_000, 9_000] }, 500)
    expect([tracker.value(500), tracker.value(9_499), tracker.value(9_500)]).toEqual([0.5, 0.5, undefined])
    tracker.merge?.('newer', undefined, 500)
    expect(tracker.value(500)).toBe(0.25)
  })

  it('of two words of the same moment is the smaller', () => {
    const tracker = after()
    tracker.merge?.('x', { limit: [0.5, 100, 900] }, 500)
    tracker.merge?.('y', { limit: [0.4, 100, 900] }, 500)
    tracker.merge?.('z', { limit: [0.6, 100, 900] }, 500)
    expect(tracker.value(500)).toBe(0.4)
  })

  it('tells of what it was told itself, where that is new and counts', () => {
    const tracker = after(requests('25'))
    const limit = 'x-ratelimit-remaining-requests'
    tracker.merge?.('x', { [limit]: [0.5, 0, 9_000] }, 400)
    expect(tracker.export?.(400, false)).toEqual({ [limit]: [0.25, 400, 9_600] })
    expect(tracker.export?.(500, false)).toBeUndefined()
    expect(tracker.export?.(500, true)).toEqual({ [limit]: [0.25, 500, 9_500] })
    expect(tracker.export?.(10_000, true)).toBeUndefined()
  })

  it.each<Json>([
    null,
    1,
    [[0, 0, 9e9]],
    { limit: 0 },
    { limit: [0, 0] },
    { limit: [2, 0, 9e9] },
    { limit: [0, -1, 9] },
  ])('does not take %j for words of another instance', (data) => {
    const tracker = after(requests('25'))
    tracker.merge?.('x', { limit: [0.1, 0, 9_000] }, 0)
    tracker.merge?.('x', data, 0)
    expect(tracker.value(0)).toBe(0.1)
  })
})
