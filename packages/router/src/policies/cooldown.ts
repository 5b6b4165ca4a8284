import {
  type CooldownPolicy,
  type CooldownSettings,
  type ErrorKind,
  errorTable,
  type FailureTally,
  type ProviderError,
} from '@turnout/core'
import { countFor } from './error-classes.ts'

/** A key that is refused, and an account without money, do not mend themselves soon. */
const longMs: Partial<Record<ErrorKind, number>> = { authentication: 5 * 60_000, quota: 60 * 60_000 }
/** Where nobody else serves, whoever mends it should not have to wait longer than this. */
const longAloneMs = 60_000

/** LiteLLM's default rule ("Router, Cooldowns"): more than half of at least five, where there are siblings. */
const leastOutcomes = 5
/** A deployment without siblings is left alone only when a thousand have failed, and nothing else. */
const leastAlone = 1_000

/**
 * What the caller, or the router, did never cools a deployment. An explicit `allowed_fails` (or the policy's number for
 * the failure's class) is a count; without one LiteLLM's default rule holds. A probe that fails needs no counting.
 */
export const configuredCooldowns =
  (settings: CooldownSettings): CooldownPolicy =>
  (failure, tally) => {
    if (settings.disabled || failure.fault === 'caller' || failure.fault === 'router') return undefined
    if (errorTable[failure.kind].cools === 'never' || !isDue(settings, failure, tally)) return undefined
    const forMs = durationMs(settings, failure, tally)
    return forMs > 0 ? forMs : undefined
  }

function isDue(settings: CooldownSettings, failure: ProviderError, tally: FailureTally): boolean {
  const { failures, probe } = tally
  const long = errorTable[failure.kind].cools === 'long'
  const allowed = countFor(settings.allowedFailsPolicy, failure) ?? (long ? 0 : settings.allowedFails)
  return probe || (allowed === undefined ? isDueByDefault(failure, tally) : failures > allowed)
}

function isDueByDefault({ kind }: ProviderError, { failures, successes, groupSize }: FailureTally): boolean {
  if (kind === 'not-found') return true
  if (kind === 'rate-limit') return groupSize > 1
  if (successes === 0 && failures >= leastAlone) return true
  return groupSize > 1 && failures + successes >= leastOutcomes && failures > successes
}

/** The deployment's own time, then the provider's (where it says any), then the router's; for some failures at least so long. */
function durationMs(
  { timeMs }: CooldownSettings,
  { kind, retryAfterMs }: ProviderError,
  { deployment, groupSize }: FailureTally,
): number {
  const { cooldownTimeMs } = deployment
  if (cooldownTimeMs !== undefined || timeMs === 0) return cooldownTimeMs ?? 0
  const leastMs = longMs[kind] ?? 0
  return Math.max(retryAfterMs || timeMs, groupSize > 1 ? leastMs : Math.min(leastMs, longAloneMs))
}
