import type { Json } from '@turnout/core'

/** One of several processes that serve one port together. */
export interface Worker {
  /** From 1 on; one that takes the place of another has its number. */
  readonly id: number
  /** How many there are. */
  readonly count: number
  /** What each of them, this one too, tells under a name; who does not tell in time is left out. */
  collect(name: string): Promise<readonly Json[]>
  /** What this one tells under a name. */
  provide(name: string, tell: () => Json | Promise<Json>): void
}
