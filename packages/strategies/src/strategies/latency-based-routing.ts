import type { Candidate, ChoiceContext, Deployment, NonEmpty, RoutingStrategy, Signal } from '@turnout/core'
import { leastBy } from '../least-by.ts'
import { failures } from '../signals/failures.ts'
import { inFlight } from '../signals/in-flight.ts'
import { lastStart } from '../signals/last-start.ts'
import { latency } from '../signals/latency.ts'
import type { Sampled } from '../signals/recent-samples.ts'
import { timeToFirstToken } from '../signals/time-to-first-token.ts'

export interface LatencySettings {
  /** Older samples are forgotten. */
  readonly ttlMs?: number
  /** How much slower than the fastest still counts as fast: 0.2 is a fifth. */
  readonly lowestLatencyBuffer?: number
  /** How many samples of each deployment count. */
  readonly maxLatencyListSize?: number
}

interface LatencyNeeds {
  readonly [name: string]: Signal<unknown>
  readonly latency: Signal<Sampled | undefined>
  readonly timeToFirstToken: Signal<Sampled | undefined>
  readonly inFlight: typeof inFlight
  readonly lastStart: typeof lastStart
  readonly failures: typeof failures
}
type Timed = Candidate<LatencyNeeds>

/** An answer may hang; after so long another request may try the same deployment. */
const patienceMs = 10_000
/** Sums of the same samples in another order differ by so much. */
const rounding = 1e-9
/** How many standard errors two means may be apart, and still be the same. */
const sameWithin = 3

/**
 * Any one of the fastest deployments: those whose mean latency is at most `lowestLatencyBuffer` above the lowest, or no
 * further from it than the samples scatter. Streams go by the time to their first content, where it is known. Those of
 * which nothing is known, or nothing any more, are tried first, one request at a time. (LiteLLM's
 * `latency-based-routing`.)
 */
export const latencyBasedRouting = ({
  ttlMs = 3_600_000,
  lowestLatencyBuffer = 0,
  maxLatencyListSize = 10,
}: LatencySettings = {}): RoutingStrategy<LatencyNeeds> => ({
  name: 'latency-based-routing',
  needs: {
    ...{ latency: latency(ttlMs, maxLatencyListSize), timeToFirstToken: timeToFirstToken(ttlMs, maxLatencyListSize) },
    ...{ inFlight, lastStart, failures },
  },
  select(candidates, context) {
    let fastest: Sampled | undefined
    let unknown: Timed | undefined
    let unknowns = 0
    for (const candidate of candidates) {
      const sampled = timesOf(candidate, context)
      if (sampled) fastest = fastest && fastest.mean <= sampled.mean ? fastest : sampled
      else if (isWorthTrying(candidate, context, Math.min(ttlMs, patienceMs)) && context.random() * ++unknowns < 1)
        unknown = candidate
    }
    if (unknown) return unknown.deployment
    if (fastest) return oneAsFastAs(fastest, lowestLatencyBuffer, candidates, context)
    return leastBy(candidates, (candidate) => candidate.inFlight, context.random).deployment
  },
})

const timesOf = (candidate: Timed, { stream }: ChoiceContext): Sampled | undefined =>
  (stream ? candidate.timeToFirstToken : undefined) ?? candidate.latency

/** Once it has been tried, an answer is awaited for a while, also after a failure; the more it fails, the rarer it is tried. */
const isWorthTrying = (candidate: Timed, { random, nowMs }: ChoiceContext, waitMs: number): boolean =>
  nowMs - candidate.lastStart >= waitMs && (candidate.failures === 0 || random() * (1 + candidate.failures) < 1)

function oneAsFastAs(
  fastest: Sampled,
  buffer: number,
  candidates: NonEmpty<Timed>,
  context: ChoiceContext,
): Deployment {
  const most = fastest.mean * (1 + buffer + rounding)
  let chosen = candidates[0]
  let fast = 0
  for (const candidate of candidates) {
    const sampled = timesOf(candidate, context)
    if (!sampled || (sampled.mean > most && !isSame(sampled, fastest))) continue
    if (context.random() * ++fast < 1) chosen = candidate
  }
  return chosen.deployment
}

/** Judged by the scatter of the fastest one's samples: a slow one's own would excuse it. */
const isSame = ({ mean, count }: Sampled, fastest: Sampled): boolean =>
  mean - fastest.mean <= sameWithin * fastest.deviation * Math.sqrt(1 / count + 1 / fastest.count)
