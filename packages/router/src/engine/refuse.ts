import type { OperationName, TurnoutError } from '@turnout/core'
import type { Engine } from './engine.ts'
import { toldOf } from './request-log.ts'

/** A request that was not taken, as far as it was read. */
export interface Refused {
  readonly operation: OperationName
  readonly requestId: string | undefined
  readonly model?: string
}

/** Tells who listens of a request that has neither groups nor attempts. */
export function refuse(
  { events, runtime }: Engine,
  { operation, requestId = runtime.id(), model }: Refused,
  error: TurnoutError,
): void {
  const atMs = runtime.clock.monotonicMs()
  events.emit?.({ type: 'request-refused', requestId, atMs, operation, model, failure: toldOf(error) })
}
