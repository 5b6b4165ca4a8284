import type { ChoiceContext, Deployment, RoutingStrategy } from '@turnout/core'
import { defineMeasure, leastStrategy } from '../least-strategy.ts'
import { type UsageView, usage } from '../signals/usage.ts'

/** More tokens than anybody uses in a minute: those without room come after all that have some. */
const noRoom = 2 ** 40

/** Tokens of the last minute. */
export const tokensUsed = defineMeasure({
  name: 'usage-based-routing',
  needs: { usage },
  measure({ deployment, usage: used }, context) {
    return hasRoom(deployment, used, context) ? used.tokens : noRoom + used.tokens
  },
})

const hasRoom = ({ tpm, rpm }: Deployment, used: UsageView, context: ChoiceContext): boolean =>
  (rpm === undefined || used.requests + 1 <= rpm) && (tpm === undefined || used.tokens + context.inputTokens() <= tpm)

/**
 * The deployment with the fewest tokens in the last 60 s; of equals any one. Those whose `rpm` or `tpm` has no room
 * for the request come last. (LiteLLM's `usage-based-routing` and `-v2`, which are one here.)
 */
export const usageBasedRouting = (
  name: 'usage-based-routing' | 'usage-based-routing-v2' = 'usage-based-routing',
): RoutingStrategy<{ readonly usage: typeof usage }> => ({ ...leastStrategy(tokensUsed), name })
