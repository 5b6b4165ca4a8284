import type { Deployment, Usage } from '@turnout/core'
import type { Saved } from '../engine/cache-mark.ts'
import { costOf } from '../engine/cost-of.ts'
import type { Engine } from '../engine/engine.ts'

/** What an answer from the cache would have cost, by its deployment's prices. */
export function savedOf({ prices }: Pick<Engine, 'prices'>, usage: Usage, deployment: Deployment): Saved {
  const savedUsd = costOf(usage, prices.of(deployment))
  return savedUsd === undefined ? { savedUsage: usage } : { savedUsage: usage, savedUsd }
}
