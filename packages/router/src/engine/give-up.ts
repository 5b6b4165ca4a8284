import { mayPass, type OperationName, type ProviderError, type TurnoutError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { RequestLog } from './request-log.ts'

/** OpenAI's clients take a minute and more for nonsense. */
const longestObeyedMs = 59_900
/** Where a slot may come free at any moment. */
const leastMs = 500

/** Ends a request with a failure, and tells its client whether to try again. */
export function giveUp(engine: Engine, ask: Ask<OperationName>, log: RequestLog, failure: ProviderError): TurnoutError {
  const { random } = engine.runtime
  if (!mayPass(failure)) return log.fail(ask.group, failure)
  if (!mayRetry(engine, ask)) return log.fail(ask.group, failure.with({ worthRetrying: false }))
  const { retryAfterMs } = failure
  if (retryAfterMs === undefined) return log.fail(ask.group, failure)
  const spreadAfterMs = Math.min(longestObeyedMs, Math.max(leastMs, retryAfterMs) * (1 + random()))
  return log.fail(ask.group, failure.with({ spreadAfterMs }))
}

/** A client that retries by itself does so out of the group's budget; others hear when that is spent. */
function mayRetry({ budgets, runtime }: Engine, { group, isRetry }: Ask<OperationName>): boolean {
  const nowMs = runtime.clock.monotonicMs()
  return isRetry === undefined ? !budgets.isSpent(group, nowMs) : budgets.promises(group, nowMs)
}
