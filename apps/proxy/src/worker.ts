import type { Json } from '@turnout/core'

/** One of several processes that serve one port together. */
export interface Worker {
  /** From 1 on; one that takes the place of another has its number. */
  readonly id: number
  /** How many there are. */
  readonly count: number
  /** What each of them, this one too, tells under a name when asked about something; who does not in time is left out. */
  collect(name: string, about?: Json): Promise<readonly Json[]>
  /** What this one tells under a name, or does; about null where nothing was said. */
  provide(name: string, tell: (about: Json) => Json | Promise<Json>): void
}
