import type { Candidate, ChoiceContext, Deployment, NonEmpty, RoutingStrategy, Signal } from '@turnout/core'
import { leastBy } from '../least-by.ts'
import { failures } from '../signals/failures.ts'
import { inFlight } from '../signals/in-flight.ts'
import { latency } from '../signals/latency.ts'
import { timeToFirstToken } from '../signals/time-to-first-token.ts'

export interface LatencySettings {
  /** Older samples are forgotten. */
  readonly ttlMs?: number
  /** How much slower than the fastest still counts as fast: 0.2 is a fifth. */
  readonly lowestLatencyBuffer?: number
  /** How many samples of each deployment count. */
  readonly maxLatencyListSize?: number
}

type Mean = Signal<number | undefined>
interface LatencyNeeds {
  readonly [name: string]: Signal<unknown>
  readonly latency: Mean
  readonly timeToFirstToken: Mean
  readonly inFlight: typeof inFlight
  readonly failures: typeof failures
}
type Timed = Candidate<LatencyNeeds>

/** Sums of the same samples in another order differ by so much. */
const rounding = 1e-9

/**
 * Any one of the fastest deployments: those whose mean latency is at most `lowestLatencyBuffer` above the lowest.
 * Streams go by the time to their first content, where it is known. Those of which nothing is known, or nothing any
 * more, are tried first, one request at a time. (LiteLLM's `latency-based-routing`.)
 */
export const latencyBasedRouting = ({
  ttlMs = 3_600_000,
  lowestLatencyBuffer = 0,
  maxLatencyListSize = 10,
}: LatencySettings = {}): RoutingStrategy<LatencyNeeds> => ({
  name: 'latency-based-routing',
  needs: {
    ...{ latency: latency(ttlMs, maxLatencyListSize), timeToFirstToken: timeToFirstToken(ttlMs, maxLatencyListSize) },
    ...{ inFlight, failures },
  },
  select(candidates, context) {
    let lowest = Infinity
    let unknown: Timed | undefined
    let unknowns = 0
    for (const candidate of candidates) {
      const mean = meanOf(candidate, context)
      if (mean !== undefined) lowest = Math.min(lowest, mean)
      else if (isWorthTrying(candidate, context) && context.random() * ++unknowns < 1) unknown = candidate
    }
    if (unknown) return unknown.deployment
    if (lowest === Infinity) return leastBy(candidates, (candidate) => candidate.inFlight, context.random).deployment
    return oneUpTo(lowest * (1 + lowestLatencyBuffer + rounding), candidates, context)
  },
})

const meanOf = (candidate: Timed, { stream }: ChoiceContext): number | undefined =>
  (stream ? candidate.timeToFirstToken : undefined) ?? candidate.latency

/** Once it is being tried, its answer is awaited; and the more it fails, the rarer it is tried. */
const isWorthTrying = (candidate: Timed, { random }: ChoiceContext): boolean =>
  candidate.inFlight === 0 && (candidate.failures === 0 || random() * (1 + candidate.failures) < 1)

function oneUpTo(most: number, candidates: NonEmpty<Timed>, context: ChoiceContext): Deployment {
  let chosen = candidates[0]
  let fast = 0
  for (const candidate of candidates)
    if ((meanOf(candidate, context) ?? Infinity) <= most && context.random() * ++fast < 1) chosen = candidate
  return chosen.deployment
}
