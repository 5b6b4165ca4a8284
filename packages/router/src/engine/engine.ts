import type {
  CandidateFilter,
  CooldownPolicy,
  FallbackPolicy,
  ProviderAdapter,
  RetryPolicy,
  RouterConfig,
  Runtime,
  StateStore,
} from '@turnout/core'
import type { Answers } from '../cache/answers.ts'
import type { EventHub } from '../events/event-hub.ts'
import type { DecisionTime } from './decision-time.ts'
import type { FilledDeployments } from './filled-deployments.ts'
import type { Group } from './group.ts'
import type { LimitTimer } from './limit-timer.ts'
import type { Pattern } from './patterns.ts'
import type { Prices } from './prices.ts'
import type { RetryBudgets } from './retry-budgets.ts'
import type { SoftState } from './soft-state.ts'
import type { Windows } from './windows.ts'

/** Everything a request needs, put together once for a configuration. */
export interface Engine {
  readonly config: RouterConfig
  readonly runtime: Runtime
  readonly store: StateStore
  /** Where answers are kept. */
  readonly answers?: Answers
  /** Where other instances share the store. */
  readonly soft?: SoftState
  readonly filters: FilterSets
  readonly now: DecisionTime
  /** A fresh id, unique across processes, for each request. */
  readonly newId: () => string
  /** For the limits of all running attempts. */
  readonly timer: LimitTimer
  readonly retryPolicy: RetryPolicy
  readonly fallbackPolicy: FallbackPolicy
  readonly cooldownPolicy: CooldownPolicy
  readonly budgets: RetryBudgets
  /** By group name, and by deployment id for those who ask for one. */
  readonly groups: ReadonlyMap<string, Group>
  /** Of groups with `*`, in the order they are tried. */
  readonly patterns: readonly Pattern[]
  /** A deployment with `*` in its model, for one name. */
  readonly filled: FilledDeployments
  /** The adapter of a provider's name; a promise while it is being loaded. */
  readonly provider: (name: string) => ProviderAdapter | undefined | Promise<ProviderAdapter | undefined>
  /** Loads the adapters of a group; undefined when they are there. */
  readonly adaptersLoaded: (group: Group) => Promise<unknown> | undefined
  /** Where context windows are looked at. */
  readonly windows?: Windows
  /** What answers cost. */
  readonly prices: Prices
  /** Who is told what happens. */
  readonly events: EventHub
  /** Requests are not made, but explained. */
  readonly isImagined?: true
}

/** The same filters three times, except for how strict they are about cooldowns. */
export interface FilterSets {
  readonly usual: readonly CandidateFilter[]
  /** For a group of which nobody else is left, where the configuration says so. */
  readonly panic: readonly CandidateFilter[]
  /** For a deployment that was asked for by its id. */
  readonly direct: readonly CandidateFilter[]
}
