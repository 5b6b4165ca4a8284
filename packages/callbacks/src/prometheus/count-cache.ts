import type { CacheUse } from '@turnout/core'
import { add } from './metric.ts'
import { cellOf } from './sheet-shapes.ts'

const cell = {
  hits: cellOf('cache', 'litellm_cache_hits_metric_total'),
  misses: cellOf('cache', 'litellm_cache_misses_metric_total'),
  tokens: cellOf('cache', 'litellm_cached_tokens_metric_total'),
  usd: cellOf('cache', 'turnout_cache_saved_usd_total'),
}

/** Counts what the response cache did for one request. */
export function countCache(row: Float64Array, { status, savedUsage, savedUsd }: CacheUse): void {
  add(row, status === 'hit' ? cell.hits : cell.misses)
  if (savedUsage) add(row, cell.tokens, savedUsage.total_tokens)
  if (savedUsd !== undefined) add(row, cell.usd, savedUsd)
}
