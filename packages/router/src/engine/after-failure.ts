import { ProviderError, type RetryProgress } from '@turnout/core'
import { retriesFor } from '../policies/retry.ts'
import { type GroupTry, whoMay } from './begin.ts'
import { isTooLate } from './deadline.ts'
import { pointOf } from './group-point.ts'
import { releaseMs } from './release.ts'
import type { RunningAttempt } from './running-attempt.ts'

/** An attempt that has failed. */
export interface Failed {
  readonly running: RunningAttempt
  readonly failure: ProviderError
}

/** Nobody waits longer than this in one group for a deployment that others are asking too. */
const longestIdleMs = 60_000

/**
 * What follows a failed attempt in its group: the ms to wait before the next one, or the failure that the group ends
 * with. Where all of the group cool down, that says how long.
 */
export function afterFailure(at: GroupTry, failed: Failed): number | ProviderError {
  const { engine, group } = at
  const waitMs = waitAfter(at, failed)
  if (ProviderError.is(waitMs)) return waitMs
  const allowed = engine.budgets.allows(group, engine.runtime.clock.monotonicMs(), failed.failure)
  return allowed ? waitMs : failed.failure.with({ worthRetrying: false })
}

/** The same when the wait is over and still nobody is able; undefined where it is not for cooling down. */
export function whileNobody(at: GroupTry, failed: Failed): number | ProviderError | undefined {
  if (whoMay(at).members.length > 0) return undefined
  const waitMs = waitAfter(at, failed)
  if (ProviderError.is(waitMs)) return waitMs
  at.idleMs += waitMs
  return at.idleMs > longestIdleMs ? failed.failure : waitMs
}

function waitAfter(at: GroupTry, { running: { member }, failure }: Failed): number | ProviderError {
  const { engine, ask, log, group, tried } = at
  const choice = whoMay(at)
  const { members } = choice
  const release = members.length > 0 ? undefined : releaseMs(at, choice)
  const progress: RetryProgress = {
    ...pointOf(ask, group),
    attempts: tried.length,
    numRetries: ask.numRetries ?? member.deployment.numRetries ?? engine.config.numRetries,
    able: members.length,
    untried: members.filter(({ deployment }) => !tried.includes(deployment.id)).length,
    releaseMs: release,
    random: engine.runtime.random,
  }
  log.maxRetries = retriesFor(engine.config.retries, failure, progress)
  const waitMs = engine.retryPolicy(failure, progress)
  if (waitMs !== undefined && !isTooLate(engine, ask, waitMs)) return waitMs
  return release === undefined ? failure : failure.with({ retryAfterMs: release })
}
