import { type Candidate, defineStrategy, isNonEmpty, type NonEmpty } from '@turnout/core'
import { pickUniform } from '../pick.ts'
import { inFlight } from '../signals/in-flight.ts'
import { peakLatency } from '../signals/peak-latency.ts'

/** What a deployment is taken to need that nobody has heard of yet, while its first attempt runs. */
const unprovedMs = 60_000

const needs = { inFlight, peak: peakLatency }

/**
 * Of two candidates taken by chance the one with less to wait for: its peak latency, for every attempt in flight and
 * one more, divided by its weight. (Power of two choices: Mitzenmacher 1996; over peak EWMA: Finagle, Linkerd.)
 */
export const peakEwma = () =>
  defineStrategy({
    name: 'peak-ewma',
    needs,
    tell: ({ inFlight: running, peak }, { stream }) => ({ in_flight: running, peak_ms: peak.ms(stream) ?? null }),
    select(candidates, { random, stream }) {
      const count = candidates.length
      const at = Math.floor(random() * count)
      const step = 1 + Math.floor(random() * (count - 1))
      const one = candidates[at] ?? candidates[0]
      const other = candidates[(at + step) % count] ?? candidates[0]
      const cheaper = costOf(other, stream) < costOf(one, stream) ? other : one
      return (hasWeight(cheaper) ? cheaper : withWeight(candidates, random)).deployment
    },
  })

type Measured = Candidate<typeof needs>

const hasWeight = ({ deployment: { weight = 1 } }: Measured): boolean => weight > 0

/** One without weight serves only where there is no other. */
function withWeight(candidates: NonEmpty<Measured>, random: () => number): Measured {
  const weighty = candidates.filter(hasWeight)
  return pickUniform(isNonEmpty(weighty) ? weighty : candidates, random)
}

function costOf({ deployment, inFlight: running, peak }: Candidate<typeof needs>, stream: boolean): number {
  const ms = peak.ms(stream) ?? (running === 0 ? 0 : unprovedMs)
  const { weight = 1 } = deployment
  return weight > 0 ? (ms * (running + 1)) / weight : Infinity
}
