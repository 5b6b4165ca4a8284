import type { OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import { isTooLate } from './deadline.ts'
import type { Engine } from './engine.ts'
import type { RequestLog } from './request-log.ts'

/** Without a deadline nobody waits longer than this in all. */
const longestMs = 60_000

/**
 * How long a request waits for a group that cools down as a whole, when it has nowhere else to go, has asked nobody, and
 * the configuration says that it should; undefined: not at all.
 */
export function waitForRelease(
  engine: Engine,
  ask: Ask<OperationName>,
  log: RequestLog,
  { kind, retryAfterMs }: ProviderError,
): number | undefined {
  if (engine.config.cooldowns.whenAllCooling !== 'wait' || kind !== 'none-available') return undefined
  if (ask.scope.cancelled || log.attemptsStarted > 0) return undefined
  if (!retryAfterMs || log.waitedMs + retryAfterMs > longestMs || isTooLate(engine, ask, retryAfterMs)) return undefined
  return retryAfterMs
}
