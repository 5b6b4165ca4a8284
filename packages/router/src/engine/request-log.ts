import {
  type AttemptRecord,
  type OperationName,
  type ProviderError,
  type Rejection,
  TurnoutError,
  type Usage,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'

/** What became of one request so far, and the events that tell it. The terminal event is sent once. */
export class RequestLog {
  readonly attempts: AttemptRecord[] = []
  fallbacks = 0
  /** Spent waiting before retries, in ms. */
  waitedMs = 0
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>
  #over = false

  constructor(engine: Engine, ask: Ask<OperationName>) {
    this.#engine = engine
    this.#ask = ask
    const { requestId, operation, model, group, stream, startedMs } = ask
    engine.emit?.({ type: 'request-start', requestId, atMs: startedMs, operation, model, group, stream })
  }

  attemptStarted(attemptId: string, group: string, deploymentId: string, rejected: readonly Rejection[]): void {
    const { emit, runtime } = this.#engine
    if (!emit) return
    const atMs = runtime.clock.monotonicMs()
    emit({ type: 'attempt-start', requestId: this.#ask.requestId, atMs, attemptId, group, deploymentId, rejected })
  }

  attemptEnded(attempt: AttemptRecord, usage: Usage | undefined): void {
    this.attempts.push(attempt)
    const { requestId } = this.#ask
    const used = usage ? { usage } : {}
    this.#engine.emit?.({ type: 'attempt-end', requestId, atMs: attempt.endedMs, attempt, ...used })
  }

  fallBack(from: string, to: string, { kind }: ProviderError): void {
    this.fallbacks++
    const atMs = this.#engine.runtime.clock.monotonicMs()
    this.#engine.emit?.({ type: 'fallback', requestId: this.#ask.requestId, atMs, from, to, kind })
  }

  /** Ends the request, once. */
  end(group: string, failure?: ProviderError, usageOf: () => Usage | undefined = () => undefined): void {
    const { emit, runtime } = this.#engine
    if (this.#over) return
    this.#over = true
    this.#ask.release()
    if (!emit) return
    const { requestId, operation, model, startedMs } = this.#ask
    const atMs = runtime.clock.monotonicMs()
    const usage = usageOf()
    emit({
      ...{ type: 'request-end', requestId, atMs, operation, model, group, durationMs: atMs - startedMs },
      attempts: this.attempts,
      ...(failure ? { failure: { kind: failure.kind, message: failure.message } } : {}),
      ...(usage ? { usage } : {}),
    })
  }

  /** Ends the request with a failure, and returns the error to throw. */
  fail(group: string, failure: ProviderError): TurnoutError {
    this.end(group, failure)
    return TurnoutError.from(failure, this.attempts)
  }
}
