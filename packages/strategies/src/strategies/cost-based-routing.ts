import type { Deployment, RoutingStrategy } from '@turnout/core'
import { defineMeasure, leastStrategy } from '../least-strategy.ts'

/** USD a token, in and out each, for a deployment whose price nobody knows: later than all others. */
const unknownPrice = 5

/** The price of a token in and one out. */
export const price = defineMeasure({
  name: 'cost-based-routing',
  needs: {},
  measure: ({ deployment }) => priceOf(deployment),
})

function priceOf({ pricing }: Deployment): number {
  return pricing ? pricing.inputPerToken + pricing.outputPerToken : 2 * unknownPrice
}

/** The cheapest deployment; of equals any one. Nothing is cheaper than free, and unknown comes last. (LiteLLM's `cost-based-routing`.) */
export const costBasedRouting = (): RoutingStrategy<Record<never, never>> => leastStrategy(price)
