import { type ErrorKind, errorTable, ProviderError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { plainRetries } from './retry.ts'

const progress = { attempts: 1, numRetries: 3, untried: 0, random: () => 0 }
const waitFor = (kind: ErrorKind, given: Partial<typeof progress> = {}, retryAfterMs = 0, headerMs?: number) =>
  plainRetries({ retryAfterMs })(
    new ProviderError(kind, 'x', headerMs === undefined ? {} : { retryAfterMs: headerMs }),
    { ...progress, ...given },
  )

describe('plain retries', () => {
  it('double from half a second to eight', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => waitFor('server', { attempts, numRetries: 9 }))
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
  })

  it('take off up to a quarter by chance', () => {
    expect(waitFor('server', { random: () => 0.999_999 })).toBeCloseTo(375, 1)
  })

  it('wait for the larger of retry_after, the header and the backoff', () => {
    expect(waitFor('server', {}, 5_000)).toBe(5_000)
    expect(waitFor('server', {}, 5_000, 7_000)).toBe(7_000)
    expect(waitFor('server', {}, 12_000)).toBe(12_000)
  })

  it('do not wait while a sibling is untried', () => {
    expect(waitFor('rate-limit', { untried: 1 }, 5_000, 60_000)).toBe(0)
  })

  it('end with the last attempt allowed', () => {
    expect(waitFor('server', { attempts: 4 })).toBeUndefined()
    expect(waitFor('server', { attempts: 1, numRetries: 0, untried: 3 })).toBeUndefined()
  })

  it.each(Object.keys(errorTable) as ErrorKind[])('follow the failures table: %s', (kind) => {
    const { retryHere, trySibling } = errorTable[kind]
    expect(waitFor(kind) !== undefined).toBe(retryHere !== 'no')
    expect(waitFor(kind, { untried: 1 }) !== undefined).toBe(trySibling || retryHere !== 'no')
  })
})
