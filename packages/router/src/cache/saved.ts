import type { Deployment, Usage } from '@turnout/core'
import type { Saved } from '../engine/cache-mark.ts'
import { costOf } from '../engine/cost-of.ts'

/** What an answer from the cache would have cost, by its deployment's prices. */
export function savedOf(usage: Usage, { pricing }: Deployment): Saved {
  const savedUsd = costOf(usage, pricing)
  return savedUsd === undefined ? { savedUsage: usage } : { savedUsage: usage, savedUsd }
}
