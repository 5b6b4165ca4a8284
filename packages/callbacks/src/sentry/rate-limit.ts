import type { PostAnswer } from '../delivery/post.ts'

/** Where an answer of 429 does not say. */
const unsaidMs = 60_000

/**
 * How long Sentry wants no errors, in ms; 0: it takes them. `x-sentry-rate-limits` is a list of
 * `SECONDS:CATEGORY;CATEGORY:…`, of all categories where none is named, and comes with any status. (Sentry developer
 * documentation, "Rate Limiting".)
 */
export function rateLimitMs({ status, headers, retryAfterMs }: PostAnswer): number {
  const limits = [headers['x-sentry-rate-limits'] ?? []].flat().join(',').replaceAll(' ', '')
  if (limits !== '') return Math.max(0, ...limits.split(',').map(errorLimitMs))
  return status === 429 ? (retryAfterMs ?? unsaidMs) : 0
}

function errorLimitMs(limit: string): number {
  const [seconds = '', categories = ''] = limit.split(':')
  if (categories !== '' && !categories.split(';').includes('error')) return 0
  return /^\d+(\.\d+)?$/.test(seconds) ? Number(seconds) * 1_000 : unsaidMs
}
