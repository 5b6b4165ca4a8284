import type {
  AttemptRecord,
  Batch,
  Cancel,
  DecisionRecord,
  Deployment,
  OperationName,
  ResponseHead,
  WholeBatch,
} from '@turnout/core'
import type { CacheMark } from './cache-mark.ts'

/**
 * An answer that has begun. Read its batches once, or cancel it: whichever comes first settles it, exactly once.
 * Reading throws a `TurnoutError` when the answer breaks off.
 */
export interface Reply<O extends OperationName> extends AsyncIterable<Batch<O>>, AsyncIterator<Batch<O>, undefined> {
  readonly operation: O
  readonly requestId: string
  /** Who serves, or served what was kept. */
  readonly deployment: Deployment
  /** The group that serves. */
  readonly group: string
  readonly head: ResponseHead
  /** Parameters that the request was sent without. */
  readonly droppedParams: readonly string[]
  /** Attempts that failed before this one, in any group. */
  readonly failedAttempts: readonly AttemptRecord[]
  readonly fallbacks: number
  /** Extra attempts that were allowed, where one was needed. */
  readonly maxRetries: number | undefined
  /** The router's own time in ms: until this attempt began, less the attempts before it and the waits between them. */
  readonly overheadMs: number
  /** What the response cache had to do with it; undefined: nothing. */
  readonly cache: CacheMark | undefined
  /** All of it, once the reply is over: where the request asked to have it explained, or somebody listens. */
  readonly decision: DecisionRecord | undefined
  /** USD, of all attempts so far, where it is known; of a stream when that is over. */
  readonly costUsd: number | undefined
  /** The one batch of a plain answer, which is there: reads it, and settles the reply. Throws a `TurnoutError`. */
  whole(): WholeBatch<O>
  /** Lets go of the answer: closes the upstream connection if it is still open. Harmless when it is over. */
  cancel(): void
  /** Calls `run` when the answer is cut short while nobody reads it: the next read says why. */
  onCut(run: () => void): Cancel
}
