import type {
  Candidate,
  CandidateFilter,
  Claims,
  Clock,
  Deployment,
  Needs,
  RoutingStrategy,
  Signal,
  Tracker,
} from '@turnout/core'

/** A deployment with its trackers, as each filter and the strategy see it. Lives as long as the configuration. */
export interface Member {
  readonly deployment: Deployment
  readonly trackers: readonly Tracker<unknown>[]
  readonly bySignal: ReadonlyMap<Signal<unknown>, Tracker<unknown>>
  readonly forStrategy: Candidate
  /** In the order of the filters. */
  readonly forFilters: readonly Candidate[]
  /** Limits that every attempt reserves; empty: the store is not asked. */
  readonly claims: Claims
}

/** Who looks at deployments, and what they saw before. */
export interface Onlookers {
  readonly filters: readonly CandidateFilter[]
  readonly strategy: RoutingStrategy
  readonly clock: Clock
  /** The same deployment in the configuration before this one: what its trackers remember goes on. */
  readonly before?: Member | undefined
}

/** Binds the signals that somebody needs, once each, and builds the views. */
export function makeMember(deployment: Deployment, { filters, strategy, clock, before }: Onlookers): Member {
  const trackers = new Map<Signal<unknown>, Tracker<unknown>>()
  const trackerOf = (signal: Signal<unknown>): Tracker<unknown> => {
    const known = trackers.get(signal)
    if (known) return known
    const tracker = before?.bySignal.get(signal) ?? signal.bind(deployment)
    trackers.set(signal, tracker)
    return tracker
  }
  const viewFor = (needs: Needs): Candidate => {
    const view: Candidate = { deployment }
    for (const [name, signal] of Object.entries(needs)) {
      const tracker = trackerOf(signal)
      Object.defineProperty(view, name, { enumerable: true, get: () => tracker.value(clock.monotonicMs()) })
    }
    return Object.freeze(view)
  }
  const forStrategy = viewFor(strategy.needs)
  const forFilters = filters.map(({ needs }) => viewFor(needs))
  const bySignal = { bySignal: trackers, trackers: [...trackers.values()] }
  return { deployment, ...bySignal, forStrategy, forFilters, claims: claimsOf(deployment) }
}

const claimsOf = ({ id, maxParallelRequests }: Deployment): Claims =>
  maxParallelRequests === undefined ? [] : [{ key: `{${id}}:parallel`, amount: 1, limit: maxParallelRequests }]
