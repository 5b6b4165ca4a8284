import type { CacheAnswers, CacheEntry, Clock, ResponseCache } from '@turnout/core'
import { LRUCache } from 'lru-cache'

/** What an entry takes besides its key and its value, in objects, tables and the allocator: measured with Node 24. */
const entryBytes = 768
/** One answer has this part of the whole at the most. */
const largestPart = 1 / 8

interface Kept {
  readonly value: Uint8Array
  readonly untilMs: number
}

/** Answers at once. */
export interface MemoryCache extends ResponseCache {
  /** What is kept now, with all that it takes. */
  readonly bytes: number
  get(keys: readonly string[]): CacheAnswers
  set(entries: readonly CacheEntry[]): void
  delete(keys: readonly string[]): number
}

/**
 * A `ResponseCache` in this process. It takes `maxBytes` at the most; what was not asked for the longest goes first. An
 * answer that would take more than an eighth of it is not kept.
 */
export function memoryCache(clock: Clock, { maxBytes }: { readonly maxBytes: number }): MemoryCache {
  const sizeOf = (key: string, value: Uint8Array): number => entryBytes + key.length + value.byteLength
  const kept = new LRUCache<string, Kept>({
    maxSize: Math.max(1, Math.floor(maxBytes)),
    sizeCalculation: ({ value }, key) => sizeOf(key, value),
  })

  const liveOf = (key: string): Uint8Array | undefined => {
    const entry = kept.get(key)
    if (!entry) return undefined
    if (entry.untilMs > clock.monotonicMs()) return entry.value
    kept.delete(key)
    return undefined
  }

  return {
    get bytes() {
      return kept.calculatedSize
    },
    get: (keys) => keys.map(liveOf),
    set(entries) {
      const nowMs = clock.monotonicMs()
      for (const { key, value, ttlMs } of entries)
        if (sizeOf(key, value) > maxBytes * largestPart) kept.delete(key)
        // A copy in memory of its own: a slice would keep all that it was cut from.
        else kept.set(key, { value: new Uint8Array(value), untilMs: nowMs + ttlMs })
    },
    delete(keys) {
      const there = keys.filter((key) => liveOf(key) !== undefined && kept.delete(key))
      return there.length
    },
    async close() {
      kept.clear()
    },
  }
}
