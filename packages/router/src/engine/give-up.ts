import type { OperationName, ProviderError, TurnoutError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { RequestLog } from './request-log.ts'

/** Ends a request with a failure. Where the group's retry budget is spent, its clients are told not to retry either. */
export function giveUp(
  { budgets, runtime }: Engine,
  { group }: Ask<OperationName>,
  log: RequestLog,
  failure: ProviderError,
): TurnoutError {
  const spent = budgets.isSpent(group, runtime.clock.monotonicMs())
  return log.fail(group, spent ? failure.with({ worthRetrying: false }) : failure)
}
