import type { Batch, Exchange, OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Completeness } from './completeness.ts'
import type { RequestLog } from './request-log.ts'
import type { RunningAttempt } from './running-attempt.ts'
import type { TimeLimit } from './time-limit.ts'
import type { UsageMeter } from './usage-meter.ts'

/** An attempt that has said something: what a reply is made of. */
export interface Committed<O extends OperationName> {
  readonly ask: Ask<O>
  readonly log: RequestLog
  readonly running: RunningAttempt
  readonly clock: TimeLimit
  readonly exchange: Exchange<O>
  readonly source: AsyncIterator<Batch<O>>
  /** What was read up to the first content. */
  readonly held: Batch<O>[]
  readonly completeness: Completeness
  readonly meter: UsageMeter
}

/** Lets go of an attempt that nobody will read. */
export function discard<O extends OperationName>(committed: Committed<O>, reason: ProviderError): void {
  const { running, clock, exchange, held, meter } = committed
  for (const batch of held) meter.note(batch)
  clock.stop()
  exchange.cancel()
  running.end(reason, meter)
  running.scope.cancel(reason)
}
