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
  readonly forStrategy: Candidate
  /** In the order of the filters. */
  readonly forFilters: readonly Candidate[]
  /** Limits that every attempt reserves; empty: the store is not asked. */
  readonly claims: Claims
}

/** Binds the signals that somebody needs, once each, and builds the views. */
export function makeMember(
  deployment: Deployment,
  filters: readonly CandidateFilter[],
  strategy: RoutingStrategy,
  clock: Clock,
): Member {
  const trackers = new Map<Signal<unknown>, Tracker<unknown>>()
  const trackerOf = (signal: Signal<unknown>): Tracker<unknown> => {
    const known = trackers.get(signal)
    if (known) return known
    const tracker = signal.bind(deployment)
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
  return { deployment, trackers: [...trackers.values()], forStrategy, forFilters, claims: claimsOf(deployment) }
}

const claimsOf = ({ id, maxParallelRequests }: Deployment): Claims =>
  maxParallelRequests === undefined ? [] : [{ key: `{${id}}:parallel`, amount: 1, limit: maxParallelRequests }]
