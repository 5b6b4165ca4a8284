import {
  type AttemptRecord,
  type CacheUse,
  type ChoiceRecord,
  type DecisionRecord,
  type DecisionStep,
  type Deployment,
  type ErrorKind,
  errorTable,
  isJsonObject,
  type JsonObject,
  type OperationName,
  type ProviderError,
  type Rejection,
  type RequestEnd,
  type RequestFailure,
  TurnoutError,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import { exact } from './cost-of.ts'
import type { Engine } from './engine.ts'
import type { UsageMeter } from './usage-meter.ts'
import { withoutQuotes } from './without-quotes.ts'

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
  /** Undefined where nobody wants to know. */
  readonly steps: DecisionStep[] | undefined
  /** All of it, once it is over, where somebody wants to know. */
  record: DecisionRecord | undefined
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>
  #over = false

  constructor(engine: Engine, ask: Ask<OperationName>) {
    this.#engine = engine
    this.#ask = ask
    const { requestId, operation, model, group, stream, startedMs } = ask
    this.steps = ask.explain || engine.events.wantsSteps ? [] : undefined
    engine.events.emit?.({ type: 'request-start', requestId, atMs: startedMs, operation, model, group, stream })
  }

  nextAttemptId(): string {
    return `${this.#ask.uniqueId}-${++this.attemptsStarted}`
  }

  attemptStarted(attemptId: string, group: string, deploymentId: string, rejected: readonly Rejection[]): void {
    const { events, runtime } = this.#engine
    if (!events.emitAttempt) return
    const atMs = runtime.clock.monotonicMs()
    events.emitAttempt({
      type: 'attempt-start',
      requestId: this.#ask.requestId,
      atMs,
      attemptId,
      group,
      deploymentId,
      rejected,
    })
  }

  attemptEnded(attempt: AttemptRecord): void {
    this.attempts.push(attempt)
    const { requestId } = this.#ask
    this.#engine.events.emitAttempt?.({ type: 'attempt-end', requestId, atMs: attempt.endedMs, attempt })
  }

  chose(choice: ChoiceRecord): void {
    this.steps?.push(choice)
  }

  cooledDown({ id: deploymentId, group }: Deployment, kind: ErrorKind, durationMs: number): void {
    const { events, runtime } = this.#engine
    if (!events.emit && !this.steps) return
    const atMs = runtime.clock.monotonicMs()
    this.steps?.push({ type: 'cooldown', atMs, deploymentId, kind, durationMs })
    events.emit?.({
      type: 'cooldown-start',
      requestId: this.#ask.requestId,
      atMs,
      deploymentId,
      group,
      kind,
      durationMs,
    })
  }

  /** Nobody has been asked so far: it all begins anew. */
  newRound(): void {
    this.rounds++
    this.fallbacks = 0
  }

  /** Waits, unless the caller leaves; such time is not the router's own. */
  async wait(ms: number): Promise<void> {
    const { clock } = this.#engine.runtime
    this.steps?.push({ type: 'wait', atMs: clock.monotonicMs(), waitMs: ms })
    await clock.sleep(ms, this.#ask.scope)
    this.waitedMs += ms
  }

  fallBack(from: string, to: string, { kind }: ProviderError): void {
    this.fallbacks++
    const atMs = this.#engine.runtime.clock.monotonicMs()
    this.steps?.push({ type: 'fallback', atMs, from, to, kind })
    this.#engine.events.emit?.({ type: 'fallback', requestId: this.#ask.requestId, atMs, from, to, kind })
  }

  /** USD, of all attempts so far; undefined where it is not known. */
  get costUsd(): number | undefined {
    return totalCost(this.attempts, this.#ask.cache?.status)
  }

  /** Ends the request, once. */
  end(group: string, failure?: ProviderError, meter?: UsageMeter): void {
    const { emit } = this.#engine.events
    if (this.#over) return
    this.#over = true
    const ask = this.#ask
    ask.release()
    if (!emit && !ask.explain) return
    const { startedMs, cache } = ask
    const { clock } = this.#engine.runtime
    const atMs = clock.monotonicMs()
    const known = meter?.read()
    const record: RequestEnd = {
      type: 'request-end',
      requestId: ask.requestId,
      operation: ask.operation,
      model: ask.model,
      asked: ask.group,
      group,
      stream: ask.stream,
      tags: ask.tags,
      atMs,
      wallMs: clock.wallMs(),
      durationMs: atMs - startedMs,
      overheadMs: this.overheadMs,
      attempts: this.attempts,
      fallbacks: this.fallbacks,
      steps: this.steps,
      failure: failure && toldOf(failure, withoutQuotes(failure.message, ask.request)),
      usage: known?.usage,
      usageEstimated: known?.estimated,
      costUsd: this.costUsd,
      cache: cache && { status: cache.status, ...cache.saved },
      trace: ask.trace,
      user: userIn(ask.request),
      metadata: metadataIn(ask.request),
      content: ask.content?.told(),
    }
    this.record = record
    emit?.(record)
  }

  /** Ends the request with a failure, and returns the error to throw. */
  fail(group: string, failure: ProviderError): TurnoutError {
    this.end(group, failure)
    return TurnoutError.from(failure, this.attempts, this.record)
  }
}

/** Of all attempts; undefined where one of them may have cost what is not known. */
function totalCost(attempts: readonly AttemptRecord[], cache: CacheUse['status'] | undefined): number | undefined {
  if (attempts.length === 0) return cache === 'hit' ? 0 : undefined
  let usd = 0
  for (const { costUsd, failure, usage } of attempts) {
    if (costUsd !== undefined) usd += costUsd
    else if (usage || !failure) return undefined
  }
  return attempts.length > 1 ? exact(usd) : usd
}

const userIn = ({ user }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof user === 'string' ? user : undefined

const metadataIn = ({ metadata }: Readonly<Record<string, unknown>>): JsonObject | undefined =>
  isJsonObject(metadata) ? metadata : undefined

/** As the caller hears it. */
export const toldOf = (
  { kind, status, code, message: said }: ProviderError | TurnoutError,
  message = said,
): RequestFailure => ({
  kind,
  status: status ?? errorTable[kind].status,
  code: code ?? errorTable[kind].code,
  message,
})
