import { type ErrorKind, errorTable, ProviderError, type RetryProgress, type RetrySettings } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { configuredRetries } from './retry.ts'

const progress: RetryProgress = {
  ...{ group: 'main', attempts: 1, numRetries: 3, able: 1, untried: 0, releaseMs: undefined },
  random: () => 0,
}
const none: RetrySettings = { policy: {}, groupPolicies: {} }

interface Given extends Partial<RetryProgress> {
  readonly retries?: RetrySettings
  readonly retryAfterMs?: number
  /** The provider's own. */
  readonly headerMs?: number
  readonly whenAllCooling?: 'fail' | 'wait'
}

const waitFor = (kind: ErrorKind, given: Given = {}): number | undefined => {
  const { retries = none, retryAfterMs = 0, headerMs, whenAllCooling = 'fail', ...rest } = given
  const failure = new ProviderError(kind, 'x', headerMs === undefined ? {} : { retryAfterMs: headerMs })
  return configuredRetries({ retries, retryAfterMs, cooldowns: { whenAllCooling } })(failure, { ...progress, ...rest })
}

describe('retries by number', () => {
  it('double from half a second to eight', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => waitFor('server', { attempts, numRetries: 9 }))
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })

  it('take off up to a quarter by chance', () => {
    expect(waitFor('server', { random: () => 0.999_999 })).toBeCloseTo(375, 1)
  })

  it('wait for the larger of retry_after, the header and the backoff', () => {
    expect(waitFor('server', { retryAfterMs: 5_000 })).toBe(5_000)
    expect(waitFor('server', { retryAfterMs: 5_000, headerMs: 7_000 })).toBe(7_000)
    expect(waitFor('server', { retryAfterMs: 12_000 })).toBe(12_000)
  })

  it('give up where the provider wants to be left alone for more than a minute', () => {
    expect(waitFor('rate-limit', { headerMs: 60_000 })).toBe(60_000)
    expect(waitFor('rate-limit', { headerMs: 60_001 })).toBeUndefined()
    expect(waitFor('server', { retryAfterMs: 90_000 })).toBe(90_000)
  })

  it('do not wait while a sibling is untried', () => {
    expect(waitFor('rate-limit', { untried: 1, able: 2, retryAfterMs: 5_000, headerMs: 60_000 })).toBe(0)
  })

  it('end with the last attempt allowed', () => {
    expect(waitFor('server', { attempts: 4 })).toBeUndefined()
    expect(waitFor('server', { attempts: 1, numRetries: 0, untried: 3, able: 3 })).toBeUndefined()
  })

  it('end where nobody is able any more, unless the configuration waits', () => {
    expect(waitFor('server', { able: 0, releaseMs: 4_000 })).toBeUndefined()
    expect(waitFor('server', { able: 0, releaseMs: 4_000, whenAllCooling: 'wait' })).toBe(4_000)
  })

  it.each(Object.keys(errorTable) as ErrorKind[])('follow the failures table: %s', (kind) => {
    const { retryHere, trySibling } = errorTable[kind]
    expect(waitFor(kind) !== undefined).toBe(retryHere !== 'no')
    expect(waitFor(kind, { untried: 1, able: 1 }) !== undefined).toBe(trySibling || retryHere !== 'no')
  })
})

describe('retries by policy', () => {
  const retries: RetrySettings = {
    policy: { RateLimitError: 5, Timeout: 2, BadRequestError: 1, AuthenticationError: 0 },
    groupPolicies: { nick: { Timeout: 4 }, main: { Timeout: 7 }, other: { RateLimitError: 10 } },
  }
  const global: RetrySettings = { ...retries, groupPolicies: {} }
  const allows = (kind: ErrorKind, given: Given): number => {
    let attempts = 1
    while (attempts < 50 && waitFor(kind, { ...given, attempts }) !== undefined) attempts++
    return attempts - 1
  }

  it('count by the failure’s class, and by number where there is none', () => {
    expect(allows('rate-limit', { retries: global })).toBe(5)
    expect(allows('timeout', { retries: global })).toBe(2)
    expect(allows('connection', { retries: global })).toBe(3)
    expect(allows('authentication', { retries: global, untried: 1, able: 2 })).toBe(0)
  })

  it('make retried what would not be, and cover the classes below', () => {
    expect(allows('bad-request', { retries: global })).toBe(1)
    expect(allows('context-window', { retries: global })).toBe(1)
    expect(allows('quota', { retries: global })).toBe(0)
  })

  it('take the group’s own whole, by the caller’s name first', () => {
    expect(allows('timeout', { retries })).toBe(7)
    expect(allows('timeout', { retries, alias: 'nick' })).toBe(4)
    expect(allows('rate-limit', { retries })).toBe(3)
    expect(allows('rate-limit', { retries, group: 'other' })).toBe(10)
  })

  it('wait for the end of a cooldown, since they say how often', () => {
    expect(waitFor('rate-limit', { retries: global, able: 0, releaseMs: 5_000 })).toBe(5_000)
    expect(waitFor('rate-limit', { retries: global, able: 0, releaseMs: 61_000 })).toBeUndefined()
  })
})
