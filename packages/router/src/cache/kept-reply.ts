import {
  type AttemptRecord,
  type Batch,
  type Cancel,
  type CancelScope,
  type Deployment,
  type OperationName,
  ProviderError,
  type ResponseHead,
  TurnoutError,
  type WholeBatch,
} from '@turnout/core'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Reply } from '../engine/reply.ts'

export interface KeptReplyParts<O extends OperationName> {
  readonly operation: O
  readonly requestId: string
  readonly deployment: Deployment
  readonly group: string
  readonly overheadMs: number
  readonly cache: CacheMark
  /** A part of it was asked for after all: how that came about. */
  readonly live?: Reply<O>
  readonly batch: Batch<O>
  /** The caller's: it may leave before it has read. */
  readonly scope: CancelScope
  /** Called once, when it has been read or let go of. */
  readonly over: (failure?: ProviderError) => void
}

/** An answer that is there already, all of it. */
export class KeptReply<O extends OperationName> implements Reply<O> {
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
  readonly cache: CacheMark
  readonly #scope: CancelScope
  readonly #over: KeptReplyParts<O>['over']
  #batch: Batch<O> | undefined
  #isOver = false
  #failure: ProviderError | undefined
  #stopListening: Cancel | undefined

  constructor(parts: KeptReplyParts<O>) {
    this.operation = parts.operation
    this.requestId = parts.requestId
    this.deployment = parts.deployment
    this.group = parts.group
    this.head = parts.live?.head ?? { status: 200, headers: {} }
    this.droppedParams = parts.live?.droppedParams ?? []
    this.failedAttempts = parts.live?.failedAttempts ?? []
    this.fallbacks = parts.live?.fallbacks ?? 0
    this.maxRetries = parts.live?.maxRetries
    this.overheadMs = parts.overheadMs
    this.cache = parts.cache
    this.#batch = parts.batch
    this.#scope = parts.scope
    this.#over = parts.over
    // A plain answer is taken at once.
    if (parts.batch.kind === 'chunks') this.#stopListening = parts.scope.onCancel(() => this.#checkScope())
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Batch<O>, undefined>> {
    const batch = this.#take()
    if (batch) return { done: false, value: batch }
    this.#end()
    return { done: true, value: undefined }
  }

  whole(): WholeBatch<O> {
    const batch = this.#take()
    if (batch?.kind !== 'whole') throw new TypeError('The reply is a stream, or was read already.')
    this.#end()
    return batch
  }

  async return(): Promise<IteratorResult<Batch<O>, undefined>> {
    this.cancel()
    return { done: true, value: undefined }
  }

  cancel(): void {
    this.#batch = undefined
    this.#end(new ProviderError('cancelled', 'The answer was not read to its end.'))
  }

  onCut(run: () => void): Cancel {
    return this.#scope.onCancel(run)
  }

  #take(): Batch<O> | undefined {
    this.#checkScope()
    if (this.#failure) throw TurnoutError.from(this.#failure)
    const batch = this.#batch
    this.#batch = undefined
    return batch
  }

  #checkScope(): void {
    const { reason } = this.#scope
    if (!reason || this.#isOver) return
    this.#failure = reason
    this.#end(reason)
  }

  #end(failure?: ProviderError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#stopListening?.()
    this.#over(failure)
  }
}
