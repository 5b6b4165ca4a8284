import { errorTable, type RetryPolicy } from '@turnout/core'

const firstBackoffMs = 500
const longestBackoffMs = 8_000

export interface RetryOptions {
  /** The least wait before a retry that has to wait. */
  readonly retryAfterMs: number
}

/**
 * Retries what the failures table allows, `numRetries` times: at once while a sibling is untried, else after the larger
 * of `retryAfterMs`, the provider's Retry-After and a jittered backoff (0.5 s doubling to 8 s, less up to a quarter).
 */
export const plainRetries =
  ({ retryAfterMs }: RetryOptions): RetryPolicy =>
  (failure, { attempts, numRetries, untried, random }) => {
    const row = errorTable[failure.kind]
    if (attempts > numRetries) return undefined
    if (untried > 0 && row.trySibling) return 0
    if (row.retryHere === 'no') return undefined
    const cap = Math.max(longestBackoffMs, retryAfterMs)
    const backoff = Math.min(cap, firstBackoffMs * 2 ** (attempts - 1)) * (1 - random() / 4)
    return Math.max(retryAfterMs, failure.retryAfterMs ?? 0, backoff)
  }
