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
export const memoryCache = (clock: Clock, { maxBytes }: { readonly maxBytes: number }): MemoryCache =>
  new KeptInMemory(clock, maxBytes)

class KeptInMemory implements MemoryCache {
  readonly #clock: Clock
  readonly #maxBytes: number
  readonly #kept: LRUCache<string, Kept>

  constructor(clock: Clock, maxBytes: number) {
    this.#clock = clock
    this.#maxBytes = maxBytes
    this.#kept = new LRUCache({
      maxSize: Math.max(1, Math.floor(maxBytes)),
      sizeCalculation: ({ value }, key) => sizeOf(key, value),
    })
  }

  get bytes(): number {
    return this.#kept.calculatedSize
  }

  get(keys: readonly string[]): CacheAnswers {
    return keys.map((key) => this.#live(key))
  }

  set(entries: readonly CacheEntry[]): void {
    const nowMs = this.#clock.monotonicMs()
    for (const { key, value, ttlMs } of entries)
      if (sizeOf(key, value) > this.#maxBytes * largestPart) this.#kept.delete(key)
      // A copy in memory of its own: a slice would keep all that it was cut from.
      else this.#kept.set(key, { value: new Uint8Array(value), untilMs: nowMs + ttlMs })
  }

  delete(keys: readonly string[]): number {
    const there = keys.filter((key) => this.#live(key) !== undefined && this.#kept.delete(key))
    return there.length
  }

  async close(): Promise<void> {
    this.#kept.clear()
  }

  #live(key: string): Uint8Array | undefined {
    const entry = this.#kept.get(key)
    if (!entry) return undefined
    if (entry.untilMs > this.#clock.monotonicMs()) return entry.value
    this.#kept.delete(key)
    return undefined
  }
}

const sizeOf = (key: string, value: Uint8Array): number => entryBytes + key.length + value.byteLength
