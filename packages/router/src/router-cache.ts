import type { CacheSettings } from '@turnout/core'

/** The kept answers, for whoever looks after them. */
export interface RouterCache {
  /** `own`: an instance that the application brought. */
  readonly kind: 'memory' | 'redis' | 'own'
  readonly settings: CacheSettings
  /** Keeps something and reads it back. Rejects with what went wrong. */
  ping(): Promise<void>
  /** Forgets answers, by what `x-turnout-cache-key` said; how many there were. */
  delete(keys: readonly string[]): Promise<number>
}
