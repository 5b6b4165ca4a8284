// A response cache of your own: the latest thousand answers, in this process.
import type { Clock, ResponseCache } from '@turnout/core'

export function latest(clock: Clock, most = 1_000): ResponseCache {
  const kept = new Map<string, { readonly value: Uint8Array; readonly untilMs: number }>()
  const find = (key: string) => {
    const entry = kept.get(key)
    return entry && entry.untilMs > clock.monotonicMs() ? entry.value : undefined
  }
  return {
    get: (keys) => keys.map(find),
    set(entries) {
      for (const { key, value, ttlMs } of entries) {
        kept.delete(key)
        kept.set(key, { value: new Uint8Array(value), untilMs: clock.monotonicMs() + ttlMs })
      }
      for (const [key] of kept) {
        if (kept.size <= most) break
        kept.delete(key)
      }
    },
    delete: (keys) => keys.filter((key) => find(key) !== undefined && kept.delete(key)).length,
  }
}
