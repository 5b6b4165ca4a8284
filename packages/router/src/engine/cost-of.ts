import type { Pricing, Usage } from '@turnout/core'

/** What these tokens cost, in USD: as the provider says, else by the list; undefined where neither is known. */
export function costOf(usage: Usage, pricing: Pricing | undefined): number | undefined {
  if (usage.cost !== undefined) return usage.cost
  if (!pricing) return undefined
  return exact(usage.prompt_tokens * pricing.inputPerToken + usage.completion_tokens * pricing.outputPerToken)
}

/** Without what only binary fractions add to a sum of money: 0.02 and not 0.020000000000000004. */
export const exact = (usd: number): number => Number(usd.toPrecision(12))
