import type { JsonObject } from '@turnout/core'

/** Anthropic's breakpoint as a block of its own, which Converse wants after what it closes. */
export function cachePoint(cacheControl: JsonObject | undefined): readonly object[] {
  if (!cacheControl) return []
  const { ttl } = cacheControl
  return [{ cachePoint: { type: 'default', ...(ttl === '5m' || ttl === '1h' ? { ttl } : {}) } }]
}
