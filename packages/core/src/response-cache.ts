/** An answer to keep. */
export interface CacheEntry {
  readonly key: string
  readonly value: Uint8Array
  /** From now; more than 0. */
  readonly ttlMs: number
}

/** One place for each key asked for, in their order; undefined where nothing is kept. */
export type CacheAnswers = readonly (Uint8Array | undefined)[]

/**
 * Seam: where answers are kept. Keys are printable ASCII without spaces; values are bytes that only the router reads,
 * and it looks at them before it believes them. What fails may reject: the request is served as if nothing were kept.
 * Never takes long: a cache that has to be waited for is worse than none.
 */
export interface ResponseCache {
  /** A cache in memory answers at once. What it returns is not changed by anybody. */
  get(keys: readonly string[]): CacheAnswers | Promise<CacheAnswers>
  /** Keeps them, in place of what was there. An entry may be lost, or thrown out early; it is never kept for longer. */
  set(entries: readonly CacheEntry[]): void | Promise<void>
  /** How many there were. */
  delete(keys: readonly string[]): number | Promise<number>
  close?(): Promise<void>
}
