import type { RoutingStrategy } from '@turnout/core'
import { defineMeasure, leastStrategy } from '../least-strategy.ts'
import { inFlight } from '../signals/in-flight.ts'

/** How many attempts run on a deployment. */
export const busyness = defineMeasure({
  name: 'least-busy',
  needs: { inFlight },
  measure: (candidate) => candidate.inFlight,
})

/** The deployment with the fewest attempts in flight; of equals any one. (LiteLLM's `least-busy`.) */
export const leastBusy = (): RoutingStrategy<{ readonly inFlight: typeof inFlight }> => leastStrategy(busyness)
