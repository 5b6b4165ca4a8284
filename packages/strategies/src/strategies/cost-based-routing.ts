import type { Deployment, RoutingStrategy } from '@turnout/core'
import { defineMeasure, leastStrategy } from '../least-strategy.ts'

/** USD a token, in and out each, for a deployment whose price nobody knows: later than all others. */
const unknownPrice = 5

/** The price of a token in and one out. */
export const price = defineMeasure({
  name: 'cost-based-routing',
  needs: {},
  tell: ({ deployment: { pricing } }) =>
    pricing
      ? {
          usd_per_million_in: perMillion(pricing.inputPerToken),
          usd_per_million_out: perMillion(pricing.outputPerToken),
        }
      : { usd_per_million_in: null, usd_per_million_out: null },
  measure: ({ deployment }) => priceOf(deployment),
})

/** Without what only binary fractions add to it. */
const perMillion = (usd: number): number => Number((usd * 1e6).toPrecision(12))

function priceOf({ pricing }: Deployment): number {
  return pricing ? pricing.inputPerToken + pricing.outputPerToken : 2 * unknownPrice
}

/** The cheapest deployment; of equals any one. Nothing is cheaper than free, and unknown comes last. (LiteLLM's `cost-based-routing`.) */
export const costBasedRouting = (): RoutingStrategy<Record<never, never>> => leastStrategy(price)
