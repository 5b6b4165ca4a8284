import type {
  CandidateFilter,
  FallbackPolicy,
  ProviderAdapter,
  RetryPolicy,
  RouterConfig,
  RouterEvent,
  RoutingStrategy,
  Runtime,
  StateStore,
} from '@turnout/core'
import type { Member } from './member.ts'

/** Everything a request needs, put together once for a configuration. */
export interface Engine {
  readonly config: RouterConfig
  readonly runtime: Runtime
  readonly store: StateStore
  readonly strategy: RoutingStrategy
  readonly filters: readonly CandidateFilter[]
  readonly retryPolicy: RetryPolicy
  readonly fallbackPolicy: FallbackPolicy
  /** By group name, and by deployment id for those who ask for one. */
  readonly groups: ReadonlyMap<string, readonly Member[]>
  /** The adapter of a provider's name; a promise while it is being loaded. */
  readonly provider: (name: string) => ProviderAdapter | undefined | Promise<ProviderAdapter | undefined>
  /** Absent when nobody listens. */
  readonly emit?: (event: RouterEvent) => void
}
