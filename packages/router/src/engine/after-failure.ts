import type { ProviderError, RetryProgress } from '@turnout/core'
import { retriesFor } from '../policies/retry.ts'
import { type GroupTry, whoMay } from './begin.ts'
import { isTooLate } from './deadline.ts'
import { pointOf } from './group-point.ts'
import { releaseMs } from './release.ts'
import type { RunningAttempt } from './running-attempt.ts'

/**
 * What follows a failed attempt in its group: the ms to wait before the next one, or the failure that the group ends
 * with. Where all of the group cool down, that says how long.
 */
export function afterFailure(at: GroupTry, { member }: RunningAttempt, failure: ProviderError): number | ProviderError {
  const { engine, ask, log, group, tried } = at
  const { clock, random } = engine.runtime
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
    random,
  }
  log.maxRetries = retriesFor(engine.config.retries, failure, progress)
  const waitMs = engine.retryPolicy(failure, progress)
  if (waitMs === undefined || isTooLate(engine, ask, waitMs))
    return release === undefined ? failure : failure.with({ retryAfterMs: release })
  const allowed = engine.budgets.allows(group, clock.monotonicMs(), failure)
  return allowed ? waitMs : failure.with({ worthRetrying: false })
}
