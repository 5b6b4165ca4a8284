import {
  type CooldownSettings,
  errorTable,
  type ProviderError,
  type RetryPolicy,
  type RetryProgress,
  type RetrySettings,
} from '@turnout/core'
import { countFor } from './error-classes.ts'

const firstBackoffMs = 500
const longestBackoffMs = 8_000

/** Nobody waits longer than this inside a request for what a provider asks: the caller is told instead. */
const longestWaitMs = 60_000

export interface RetryOptions {
  readonly retries: RetrySettings
  readonly cooldowns: Pick<CooldownSettings, 'whenAllCooling'>
  /** The least wait before a retry that has to wait. */
  readonly retryAfterMs: number
}

/**
 * Retries as often as the failure's own policy says, whatever the failure; else `numRetries` times what the failures
 * table allows. At once while an able deployment is untried; else after the larger of `retryAfterMs`, the provider's
 * Retry-After, the end of the cooldown and a jittered backoff (0.5 s doubling to 8 s, less up to a quarter).
 */
export const configuredRetries =
  ({ retries, cooldowns, retryAfterMs }: RetryOptions): RetryPolicy =>
  (failure, progress) => {
    const { attempts, numRetries, able, untried, releaseMs, random } = progress
    const row = errorTable[failure.kind]
    const asked = countFor(policyFor(retries, progress), failure)
    if (attempts > (asked ?? numRetries)) return undefined
    if (untried > 0 && (row.trySibling || asked !== undefined)) return 0
    const nobody = able === 0 && cooldowns.whenAllCooling !== 'wait'
    if (neverPasses(failure) || (asked === undefined && (row.retryHere === 'no' || nobody))) return undefined
    const askedMs = Math.max(failure.retryAfterMs ?? 0, able > 0 ? 0 : (releaseMs ?? 0))
    if (askedMs > longestWaitMs) return undefined
    const cap = Math.max(longestBackoffMs, retryAfterMs)
    const backoffMs = Math.min(cap, firstBackoffMs * 2 ** (attempts - 1)) * (1 - random() / 4)
    return Math.max(retryAfterMs, askedMs, backoffMs)
  }

/** How many extra attempts a failure allows: its own policy's number, else `numRetries`. */
export const retriesFor = (retries: RetrySettings, failure: ProviderError, progress: RetryProgress): number =>
  countFor(policyFor(retries, progress), failure) ?? progress.numRetries

/** No wait within a request brings money back, or makes it smaller. */
const neverPasses = ({ kind, worthRetrying }: ProviderError): boolean => kind === 'quota' || worthRetrying === false

/** A group's own policy takes the place of the general one, by the caller's name for it or by its own. */
const policyFor = ({ policy, groupPolicies }: RetrySettings, { alias, group }: RetryProgress) =>
  own(groupPolicies, alias) ?? own(groupPolicies, group) ?? policy

const own = <T>(map: Readonly<Record<string, T>>, key: string | undefined): T | undefined =>
  key !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
