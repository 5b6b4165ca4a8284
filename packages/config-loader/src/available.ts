/** What a configuration may name, because it is there. */
export interface Available {
  readonly strategies: readonly string[]
  /** Providers that have an adapter. */
  readonly providers: readonly string[]
  readonly callbacks: readonly string[]
}
