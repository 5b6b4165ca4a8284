import type {
  Candidate,
  CandidateFilter,
  Deployment,
  Needs,
  RouterConfig,
  RoutingStrategy,
  Signal,
  Tracker,
} from '@turnout/core'
import { FirstContentTimes, firstContentTimes, Health, health } from '@turnout/strategies'
import { AnswerSizes } from './answer-sizes.ts'
import { type UsualTimes, usualTimes } from './attempt-times.ts'
import { type Limits, limitsOf } from './limits.ts'
import { sameCredentials } from './same-credentials.ts'
import type { ViewMakers } from './view-makers.ts'

/** A deployment with its trackers, as each filter and the strategy see it. Lives as long as the configuration. */
export interface Member {
  readonly deployment: Deployment
  readonly health: Health
  /** Where somebody hedges. */
  readonly firstContentTimes: FirstContentTimes | undefined
  /** Those that are told of attempts, besides `health`. */
  readonly trackers: readonly Tracker<unknown>[]
  readonly bySignal: ReadonlyMap<Signal<unknown>, Tracker<unknown>>
  readonly forStrategy: Candidate
  /** In the order of the filters. */
  readonly forFilters: readonly Candidate[]
  readonly limits: Limits
  readonly times: UsualTimes
  /** Where tokens are limited. */
  readonly answerSizes: AnswerSizes
}

/** Who looks at deployments, and what they saw before. */
export interface Onlookers {
  readonly config: RouterConfig
  readonly filters: readonly CandidateFilter[]
  readonly strategy: RoutingStrategy
  readonly views: ViewMakers
  /** The same deployment in the configuration before this one: what its trackers remember goes on. */
  readonly before?: Member | undefined
}

/** Binds the signals that somebody needs, once each, and builds the views. */
export function makeMember(deployment: Deployment, { config, filters, strategy, views, before }: Onlookers): Member {
  const state = before && sameCredentials(before.deployment, deployment) ? before.health : new Health()
  const times = config.hedging ? (before?.firstContentTimes ?? new FirstContentTimes()) : undefined
  const trackers = new Map<Signal<unknown>, Tracker<unknown>>([[health, state]])
  if (times) trackers.set(firstContentTimes, times)
  const trackerOf = <T>(signal: Signal<T>): Tracker<unknown> => {
    const known = trackers.get(signal)
    if (known) return known
    const tracker = before?.bySignal.get(signal) ?? signal.bind(deployment)
    trackers.set(signal, tracker)
    return tracker
  }
  const viewFor = (needs: Needs): Candidate => views(needs)(deployment, trackerOf)
  const forStrategy = viewFor(strategy.needs)
  const forFilters = filters.map(({ needs }) => viewFor(needs))
  const others = [...trackers.values()].filter((tracker) => tracker !== state)
  return {
    ...{ deployment, health: state, firstContentTimes: times },
    ...{ bySignal: trackers, trackers: others, forStrategy, forFilters },
    limits: limitsOf(deployment, config, strategy.name),
    times: usualTimes(deployment, config),
    answerSizes: before?.answerSizes ?? new AnswerSizes(),
  }
}
