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
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Reply } from '../engine/reply.ts'

export interface ToldFacts<O extends OperationName> {
  readonly operation: O
  readonly requestId: string
  readonly deployment: Deployment
  readonly group: string
  readonly overheadMs: number
  /** The reply of an attempt behind it: how that came about. Absent: nobody was asked. */
  readonly live?: Reply<O>
}

/** A reply that is no attempt's own: what it says of itself. */
export abstract class ToldReply<O extends OperationName> implements Reply<O> {
  readonly operation: O
  readonly requestId: string
  readonly deployment: Deployment
  readonly group: string
  readonly head: ResponseHead
  readonly droppedParams: readonly string[]
  readonly failedAttempts: readonly AttemptRecord[]
  readonly fallbacks: number
  readonly maxRetries: number | undefined
  readonly overheadMs: number
  abstract readonly cache: CacheMark | undefined
  abstract readonly decision: DecisionRecord | undefined
  abstract readonly costUsd: number | undefined

  constructor({ operation, requestId, deployment, group, overheadMs, live }: ToldFacts<O>) {
    this.operation = operation
    this.requestId = requestId
    this.deployment = deployment
    this.group = group
    this.head = live?.head ?? { status: 200, headers: {} }
    this.droppedParams = live?.droppedParams ?? []
    this.failedAttempts = live?.failedAttempts ?? []
    this.fallbacks = live?.fallbacks ?? 0
    this.maxRetries = live?.maxRetries
    this.overheadMs = overheadMs
  }

  abstract next(): Promise<IteratorResult<Batch<O>, undefined>>
  abstract whole(): WholeBatch<O>
  abstract cancel(): void
  abstract onCut(run: () => void): Cancel

  [Symbol.asyncIterator](): this {
    return this
  }

  async return(): Promise<IteratorResult<Batch<O>, undefined>> {
    this.cancel()
    return { done: true, value: undefined }
  }
}
