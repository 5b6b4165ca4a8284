import {
  type AttemptRecord,
  type Deployment,
  type ErrorKind,
  errorTable,
  type OperationName,
  type ProviderError,
  type Rejection,
  type RequestFailure,
  TurnoutError,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { UsageMeter } from './usage-meter.ts'

/** What became of one request so far, and the events that tell it. The terminal event is sent once. */
export class RequestLog {
  /** Those that have ended. */
  readonly attempts: AttemptRecord[] = []
  attemptsStarted = 0
  fallbacks = 0
  /** How often the request has waited for all its groups, and begun anew. */
  rounds = 0
  /** Extra attempts that the last failure allowed. */
  maxRetries: number | undefined
  /** Spent waiting before retries, in ms. */
  waitedMs = 0
  /** The router's own time up to the answer. */
  overheadMs: number | undefined
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>
  #over = false

  constructor(engine: Engine, ask: Ask<OperationName>) {
    this.#engine = engine
    this.#ask = ask
    const { requestId, operation, model, group, stream, startedMs } = ask
    engine.emit?.({ type: 'request-start', requestId, atMs: startedMs, operation, model, group, stream })
  }

  nextAttemptId(): string {
    return `${this.#ask.uniqueId}-${++this.attemptsStarted}`
  }

  attemptStarted(attemptId: string, group: string, deploymentId: string, rejected: readonly Rejection[]): void {
    const { emitAttempt, runtime } = this.#engine
    if (!emitAttempt) return
    const atMs = runtime.clock.monotonicMs()
    emitAttempt({
      type: 'attempt-start',
      requestId: this.#ask.requestId,
      atMs,
      attemptId,
      group,
      deploymentId,
      rejected,
    })
  }

  attemptEnded(attempt: AttemptRecord, known: Known | undefined): void {
    this.attempts.push(attempt)
    const { requestId } = this.#ask
    this.#engine.emitAttempt?.({ type: 'attempt-end', requestId, atMs: attempt.endedMs, attempt, ...used(known) })
  }

  cooledDown({ id: deploymentId, group }: Deployment, kind: ErrorKind, durationMs: number): void {
    const { emit, runtime } = this.#engine
    if (!emit) return
    const atMs = runtime.clock.monotonicMs()
    emit({ type: 'cooldown-start', requestId: this.#ask.requestId, atMs, deploymentId, group, kind, durationMs })
  }

  /** Nobody has been asked so far: it all begins anew. */
  newRound(): void {
    this.rounds++
    this.fallbacks = 0
  }

  /** Waits, unless the caller leaves; such time is not the router's own. */
  async wait(ms: number): Promise<void> {
    await this.#engine.runtime.clock.sleep(ms, this.#ask.scope)
    this.waitedMs += ms
  }

  fallBack(from: string, to: string, { kind }: ProviderError): void {
    this.fallbacks++
    const atMs = this.#engine.runtime.clock.monotonicMs()
    this.#engine.emit?.({ type: 'fallback', requestId: this.#ask.requestId, atMs, from, to, kind })
  }

  /** Ends the request, once. */
  end(group: string, failure?: ProviderError, meter?: UsageMeter): void {
    const { emit, runtime } = this.#engine
    if (this.#over) return
    this.#over = true
    this.#ask.release()
    if (!emit) return
    const { requestId, operation, model, group: asked, stream, startedMs, cache } = this.#ask
    const atMs = runtime.clock.monotonicMs()
    const known = meter?.read()
    emit({
      type: 'request-end',
      requestId,
      atMs,
      operation,
      model,
      asked,
      group,
      stream,
      durationMs: atMs - startedMs,
      overheadMs: this.overheadMs,
      attempts: this.attempts,
      fallbacks: this.fallbacks,
      failure: failure && toldOf(failure),
      usage: known?.usage,
      usageEstimated: known?.estimated,
      cache: cache && { status: cache.status, ...cache.saved },
    })
  }

  /** Ends the request with a failure, and returns the error to throw. */
  fail(group: string, failure: ProviderError): TurnoutError {
    this.end(group, failure)
    return TurnoutError.from(failure, this.attempts)
  }
}

/** As the caller hears it. */
export const toldOf = ({ kind, status, code, message }: ProviderError | TurnoutError): RequestFailure => ({
  kind,
  status: status ?? errorTable[kind].status,
  code: code ?? errorTable[kind].code,
  message,
})

type Known = ReturnType<UsageMeter['read']>

const used = (known: Known | undefined) =>
  known ? { usage: known.usage, ...(known.estimated ? { usageEstimated: true } : {}) } : {}
