import type { JsonObject } from '@turnout/core'

/** What a configuration may name, because it is there. */
export interface Available {
  readonly strategies: readonly string[]
  /** What a strategy has against its arguments, if anything. */
  readonly strategyFault?: (name: string, args: JsonObject) => string | undefined
  /** Providers that have an adapter. */
  readonly providers: readonly string[]
  readonly callbacks: readonly string[]
}
