import type { Pricing, Usage } from '@turnout/core'

/** What these tokens cost, in USD: as the provider says, else by the list; undefined where neither is known. */
export function costOf(usage: Usage, pricing: Pricing | undefined): number | undefined {
  if (usage.cost !== undefined) return usage.cost
  if (!pricing) return undefined
  return usage.prompt_tokens * pricing.inputPerToken + usage.completion_tokens * pricing.outputPerToken
}
