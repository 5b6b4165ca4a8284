import {
  type Batch,
  type Cancel,
  type DecisionRecord,
  type OperationName,
  ProviderError,
  TurnoutError,
  type Usage,
  type WholeBatch,
} from '@turnout/core'
import { asProviderError } from '../engine/as-provider-error.ts'
import type { Ask } from '../engine/ask.ts'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import type { RequestLog } from '../engine/request-log.ts'
import type { Flight } from './flight.ts'
import { ownChunks, ownWhole } from './own-batch.ts'
import { savedOf } from './saved.ts'
import { ToldReply } from './told-reply.ts'

interface FlightReplyParts<O extends OperationName> {
  readonly engine: Engine
  readonly ask: Ask<O>
  readonly flight: Flight<O>
  readonly reply: Reply<O>
  /** Absent for the one whose events are the call's. */
  readonly log: RequestLog | undefined
}

/** One reader's share in a call that several share: all of its answer, from the beginning. */
export class FlightReply<O extends OperationName> extends ToldReply<O> {
  readonly #engine: Engine
  readonly #ask: Ask<O>
  readonly #flight: Flight<O>
  readonly #reply: Reply<O>
  readonly #log: RequestLog | undefined
  #stopListening: Cancel = () => {}
  #place = 0
  #isOver = false

  constructor({ engine, ask, flight, reply, log }: FlightReplyParts<O>) {
    const { operation, requestId } = ask
    const { deployment, group, overheadMs } = reply
    super({ operation, requestId, deployment, group, overheadMs, live: reply })
    this.#engine = engine
    this.#ask = ask
    this.#flight = flight
    this.#reply = reply
    this.#log = log
    this.#stopListening = ask.scope.onCancel(() => this.#end(ask.scope.reason))
  }

  get decision(): DecisionRecord | undefined {
    return this.#log ? this.#log.record : this.#reply.decision
  }

  /** Whose call it is pays for it. */
  get costUsd(): number | undefined {
    return this.#log ? 0 : this.#reply.costUsd
  }

  get cache(): CacheMark | undefined {
    return this.#ask.cache
  }

  async next(): Promise<IteratorResult<Batch<O>, undefined>> {
    this.#checkScope()
    const batch = this.#isOver
      ? undefined
      : await this.#flight.at(this.#place).catch((error: unknown) => this.#break(error))
    this.#checkScope()
    if (batch) {
      this.#place++
      if (this.#log) this.#ask.content?.note(batch)
      return { done: false, value: batch.kind === 'whole' ? ownWhole(batch) : ownChunks(batch) }
    }
    this.#end()
    return { done: true, value: undefined }
  }

  whole(): WholeBatch<O> {
    this.#checkScope()
    const { only } = this.#flight
    if (only?.kind !== 'whole') throw new TypeError('The reply is a stream.')
    if (this.#log) this.#ask.content?.note(only)
    this.#end()
    return ownWhole(only)
  }

  cancel(): void {
    this.#end(new ProviderError('cancelled', 'The answer was not read to its end.'))
  }

  onCut(run: () => void): Cancel {
    const cancels = [this.#ask.scope.onCancel(run), this.#reply.onCut(run)]
    return () => {
      for (const cancel of cancels) cancel()
    }
  }

  #checkScope(): void {
    const { reason } = this.#ask.scope
    if (reason) throw TurnoutError.from(reason)
  }

  #break(error: unknown): never {
    this.#end(asProviderError(error))
    throw error
  }

  #end(failure?: ProviderError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#stopListening()
    this.#flight.leave(failure)
    if (!this.#log) {
      this.#ask.release()
      return
    }
    const usage = failure ? undefined : usageIn(this.#flight.last)
    if (usage && this.#ask.cache)
      this.#ask.cache = { ...this.#ask.cache, saved: savedOf(this.#engine, usage, this.deployment) }
    this.#log.end(this.group, failure)
  }
}

const usageIn = (batch: Batch<OperationName> | undefined): Usage | undefined =>
  batch?.kind === 'whole' ? batch.usage() : batch?.facts.usage
