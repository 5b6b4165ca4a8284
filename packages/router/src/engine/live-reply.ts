import {
  type AttemptRecord,
  type Batch,
  type Cancel,
  type DecisionRecord,
  type Deployment,
  type OperationName,
  ProviderError,
  type ResponseHead,
  TurnoutError,
  type WholeBatch,
} from '@turnout/core'
import { asProviderError } from './as-provider-error.ts'
import type { CacheMark } from './cache-mark.ts'
import type { Committed } from './committed.ts'
import { joined } from './joined.ts'
import type { Reply } from './reply.ts'

/** The answer of an attempt that has committed. */
export class LiveReply<O extends OperationName> implements Reply<O> {
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
  readonly cache: CacheMark | undefined
  readonly #parts: Committed<O>
  #source: AsyncIterator<Batch<O>>
  #over = false
  #failure: ProviderError | undefined

  constructor(parts: Committed<O>) {
    const { ask, log, running, exchange } = parts
    this.#parts = parts
    this.#source = parts.source
    this.operation = ask.operation
    this.requestId = ask.requestId
    this.deployment = running.member.deployment
    this.group = running.group
    this.head = exchange.head
    this.droppedParams = running.fit?.dropped ?? noParams
    this.failedAttempts = log.attempts.length === 0 ? noAttempts : [...log.attempts]
    this.fallbacks = log.fallbacks
    this.maxRetries = log.maxRetries
    this.overheadMs = overhead(parts)
    this.cache = ask.cache
    log.overheadMs = this.overheadMs
    const [first] = parts.held
    if (first?.kind === 'whole') {
      parts.meter.note(first)
      running.end(undefined, parts.meter)
    } else running.scope.onCancel(() => this.#settle(running.scope.reason))
  }

  get decision(): DecisionRecord | undefined {
    return this.#parts.log.record
  }

  get costUsd(): number | undefined {
    return this.#parts.log.costUsd
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch<O>> {
    return this
  }

  next(): Promise<IteratorResult<Batch<O>, undefined>> {
    try {
      if (this.#failure) throw TurnoutError.from(this.#failure, this.#parts.log.attempts, this.decision)
      if (this.#parts.held.length > 0) return Promise.resolve(this.#passHeld())
      if (this.#over || this.#plain) return Promise.resolve(this.#finish())
      this.#parts.clock.back()
      return this.#step().then(this.#heard, this.#broken)
    } catch (failure) {
      return Promise.reject(failure)
    }
  }

  /** The source may be of somebody's own making. */
  #step(): Promise<IteratorResult<Batch<O>, unknown>> {
    try {
      return Promise.resolve(this.#source.next())
    } catch (error) {
      return Promise.reject(error)
    }
  }

  readonly #heard = (step: IteratorResult<Batch<O>, unknown>): IteratorResult<Batch<O>, undefined> => {
    if (!step.done) return this.#pass(step.value)
    const verdict = this.#parts.completeness.verdict()
    if (verdict) throw this.#break(verdict)
    return this.#finish()
  }

  readonly #broken = (error: unknown): never => {
    throw this.#break(this.#parts.running.scope.reason ?? asProviderError(error))
  }

  whole(): WholeBatch<O> {
    if (this.#failure) throw TurnoutError.from(this.#failure, this.#parts.log.attempts, this.decision)
    const held = this.#parts.held.shift()
    if (held?.kind !== 'whole')
      throw this.#break(new ProviderError('server', 'The provider answered with a stream that was not asked for.'))
    if (!held.raw) this.#decode(held)
    this.#parts.ask.keeper?.note(held)
    this.#parts.ask.content?.note(held)
    this.#finish()
    return held
  }

  /** What cannot be decoded is a failure of the answer, not of whoever reads it. */
  #decode(batch: WholeBatch<O>): void {
    try {
      batch.result()
    } catch (error) {
      throw this.#break(asProviderError(error))
    }
  }

  async return(): Promise<IteratorResult<Batch<O>, undefined>> {
    this.cancel()
    return end
  }

  cancel(): void {
    if (this.#over) return
    this.#parts.held.length = 0
    const reason = new ProviderError('cancelled', 'The answer was not read to its end.')
    this.#settle(reason)
    this.#failure = undefined
  }

  onCut(run: () => void): Cancel {
    return this.#parts.running.scope.onCancel(run)
  }

  get #plain(): boolean {
    return !this.#parts.ask.stream
  }

  /** What was held back goes on at once, and as one. */
  #passHeld(): IteratorResult<Batch<O>, undefined> {
    const { held } = this.#parts
    const parts = held.filter((batch) => batch.kind === 'chunks')
    if (parts.length < Math.max(held.length, 2)) {
      const first = held.shift()
      return first ? this.#pass(first) : end
    }
    held.length = 0
    for (const part of parts) this.#pass(part)
    return { done: false, value: joined(parts) }
  }

  #pass(batch: Batch<O>): IteratorResult<Batch<O>, undefined> {
    if (batch.kind === 'chunks') {
      const { facts } = batch
      this.#parts.meter.note(batch)
      this.#parts.completeness.note(facts)
      this.#parts.clock.away(facts.content)
      if (facts.error) return this.#passThenBreak(batch, facts.error)
    }
    this.#parts.ask.keeper?.note(batch)
    this.#parts.ask.content?.note(batch)
    return { done: false, value: batch }
  }

  /** What came before an error inside the stream still reaches the caller; the next read throws. */
  #passThenBreak(batch: Batch<O>, error: ProviderError): IteratorResult<Batch<O>, undefined> {
    this.#parts.exchange.cancel()
    this.#source = throwing(error)
    if (batch.raw && batch.raw.byteLength === 0) throw this.#break(error)
    return { done: false, value: batch }
  }

  #finish(): IteratorReturnResult<undefined> {
    this.#settle(undefined)
    return end
  }

  #break(failure: ProviderError): TurnoutError {
    this.#settle(failure)
    return TurnoutError.from(failure, this.#parts.log.attempts, this.decision)
  }

  #settle(failure: ProviderError | undefined): void {
    if (this.#over) return
    this.#over = true
    this.#failure = failure
    const { clock, running, log, exchange, meter } = this.#parts
    clock.stop()
    if (failure) {
      exchange.cancel()
      running.scope.cancel(failure)
    } else running.scope.close()
    running.end(failure, meter)
    log.end(this.group, failure, meter)
    const { ask } = this.#parts
    if (!failure && ask.keeper)
      ask.keeper.keep({ ask, group: this.group, deployment: this.deployment, ...meter.read() })
  }
}

const end: IteratorReturnResult<undefined> = { done: true, value: undefined }
const noParams: readonly string[] = []
const noAttempts: readonly AttemptRecord[] = []

function overhead({ ask, log, running }: Committed<OperationName>): number {
  let ms = running.startedMs - ask.startedMs - log.waitedMs
  for (const { startedMs, endedMs } of log.attempts) ms -= endedMs - startedMs
  return Math.max(0, ms)
}

const throwing = <T>(error: unknown): AsyncIterator<T> => ({ next: () => Promise.reject(error) })
