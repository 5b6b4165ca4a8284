import type { OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Answers } from './answers.ts'

/** Nobody keeps an answer for longer: ten years. */
const longestMs = 10 * 365 * 24 * 3_600_000

/** What one request and the cache have to do with each other. */
export interface Plan {
  readonly reads: boolean
  readonly stores: boolean
  readonly ttlMs: number
  /** What was kept for longer is not good enough. */
  readonly oldestMs: number
}

/** Undefined where the request has nothing to do with the cache. */
export function planOf({ settings, usually }: Answers, ask: Ask<OperationName>): Plan | undefined {
  if (!settings.operations.includes(ask.operation) || ask.mockFailure) return undefined
  const wishes = ask.cacheWishes
  if (settings.optIn && wishes?.useCache !== true) return undefined
  if (!wishes) return usually
  const usualMs = settings.hasOwnTtl || wishes.usualTtl === undefined ? settings.ttlMs : wishes.usualTtl * 1000
  const ttlMs = Math.min(wishes.ttl === undefined ? usualMs : wishes.ttl * 1000, longestMs)
  return {
    reads: wishes.noCache !== true && wishes.sMaxage !== 0,
    stores: wishes.noStore !== true && ttlMs > 0,
    ttlMs,
    oldestMs: (wishes.sMaxage ?? Infinity) * 1000,
  }
}

/** The plan of a request that says nothing of the cache. */
export const usualPlan = (ttlMs: number): Plan => ({
  ...{ reads: true, stores: ttlMs > 0, ttlMs: Math.min(ttlMs, longestMs), oldestMs: Infinity },
})
