import type { HedgingSettings, RetryBudgetSettings, RetrySettings } from '@turnout/core'
import { countsByError } from './counts-by-error.ts'
import type { RouterSettings } from './schema/settings.ts'

const usualBudget: RetryBudgetSettings = { ratio: 0.2, perSecond: 10 }
const usualQuantile = 0.95

/** How often is tried again, by error and in all. */
export function retriesOf({ retry_policy, model_group_retry_policy, retry_budget }: RouterSettings): RetrySettings {
  const groups = Object.entries(model_group_retry_policy ?? {}).filter(([, policy]) => policy !== null)
  const budget = budgetOf(retry_budget)
  return {
    policy: countsByError(retry_policy, 'Retries'),
    groupPolicies: Object.fromEntries(groups.map(([group, policy]) => [group, countsByError(policy, 'Retries')])),
    ...(budget ? { budget } : {}),
  }
}

/** A budget there is unless it is `false`. */
function budgetOf(given: RouterSettings['retry_budget']): RetryBudgetSettings | undefined {
  if (given === false) return undefined
  if (typeof given === 'number') return { ...usualBudget, ratio: given }
  if (typeof given !== 'object' || given === null) return usualBudget
  return { ratio: given.ratio ?? usualBudget.ratio, perSecond: given.per_second ?? usualBudget.perSecond }
}

/** Hedging there is only where it is asked for. */
export function hedgingOf({ hedging }: RouterSettings): HedgingSettings | undefined {
  if (!hedging) return undefined
  return { quantile: (hedging === true ? undefined : hedging.quantile) ?? usualQuantile }
}
