import {
  type Batch,
  type Cancel,
  type CancelScope,
  type DecisionRecord,
  type OperationName,
  ProviderError,
  TurnoutError,
  type WholeBatch,
} from '@turnout/core'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Reply } from '../engine/reply.ts'
import type { RequestLog } from '../engine/request-log.ts'
import { type ToldFacts, ToldReply } from './told-reply.ts'

export interface KeptReplyParts<O extends OperationName> extends ToldFacts<O> {
  readonly cache: CacheMark
  /** Absent where its request has ended with another reply. */
  readonly log: RequestLog | undefined
  readonly batch: Batch<O>
  /** The caller's: it may leave before it has read. */
  readonly scope: CancelScope
}

/** An answer that is there already, all of it. */
export class KeptReply<O extends OperationName> extends ToldReply<O> {
  readonly cache: CacheMark
  readonly costUsd: number | undefined
  readonly #live: Reply<O> | undefined
  readonly #scope: CancelScope
  readonly #log: RequestLog | undefined
  #batch: Batch<O> | undefined
  #isOver = false
  #failure: ProviderError | undefined
  #stopListening: Cancel | undefined

  constructor(parts: KeptReplyParts<O>) {
    super(parts)
    this.cache = parts.cache
    this.#live = parts.live
    this.costUsd = parts.live ? parts.live.costUsd : 0
    this.#batch = parts.batch
    this.#scope = parts.scope
    this.#log = parts.log
    // A plain answer is taken at once.
    if (parts.batch.kind === 'chunks') this.#stopListening = parts.scope.onCancel(() => this.#checkScope())
  }

  get decision(): DecisionRecord | undefined {
    return this.#log ? this.#log.record : this.#live?.decision
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
    this.#log?.end(this.group, failure)
  }
}
