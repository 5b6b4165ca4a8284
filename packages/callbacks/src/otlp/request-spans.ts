import type { AttemptRecord, DecisionRecord, RouterConfig, TraceContext } from '@turnout/core'
import { DeploymentFacts, type FactText } from './deployment-facts.ts'
import { requestAttributes } from './request-attributes.ts'
import { RequestFacts } from './request-facts.ts'
import { spanText } from './span.ts'
import { stepEvents } from './step-events.ts'

export type TracedRecord = DecisionRecord & { readonly trace: TraceContext }

/** What one receiver wants of the spans of a request. Attributes are OTLP/JSON and begin with a comma. */
export interface SpanStyle {
  readonly traceId: string
  readonly parentSpanId: string | undefined
  readonly state: string | undefined
  /** The parent is in another process. */
  readonly remote: boolean
  /** Of the request's span. */
  readonly attributes: string
  /** Of the spans of attempts, quoted; undefined: as the conventions say. */
  readonly attemptName?: string | undefined
  /** `told`: it is the one whose prompt and answer a record has. */
  attempt(attempt: AttemptRecord, facts: FactText, told: boolean): string
}

/**
 * The spans of a request that is over, as OTLP/JSON with commas between: one for the request, and below it one for each
 * attempt, by the semantic conventions for GenAI client calls.
 */
export class RequestSpans {
  readonly #styleOf: (record: TracedRecord) => SpanStyle
  readonly #requests = new RequestFacts()
  readonly #deployments = new DeploymentFacts()

  constructor(styleOf: (record: TracedRecord) => SpanStyle) {
    this.#styleOf = styleOf
  }

  configure(config: RouterConfig): void {
    this.#deployments.configure(config)
  }

  of(record: TracedRecord): string {
    const { attempts, content } = record
    const style = this.#styleOf(record)
    const told = content && (attempts.find((attempt) => !attempt.failure) ?? attempts.at(-1))
    let text = this.#request(record, style)
    for (const attempt of attempts)
      if (attempt.spanId !== undefined) text += this.#attempt(record, style, attempt, attempt.spanId, attempt === told)
    return text
  }

  #request(record: TracedRecord, { traceId, parentSpanId, state, remote, attributes }: SpanStyle): string {
    const { wallMs, durationMs, steps, trace, failure } = record
    return spanText({
      traceId,
      spanId: trace.spanId,
      parentSpanId,
      state,
      start: this.#requests.startOf(record, remote) + requestAttributes(record) + attributes,
      startMs: wallMs - durationMs,
      endMs: wallMs,
      events: steps ? stepEvents(steps, (atMs) => wallOf(record, atMs)) : '',
      error: failure?.message,
    })
  }

  #attempt(record: TracedRecord, style: SpanStyle, attempt: AttemptRecord, spanId: string, told: boolean): string {
    const { traceId, state, attemptName } = style
    const facts = this.#deployments.of(attempt, record.operation)
    const start = attemptName === undefined ? facts.start : facts.startNamed(attemptName)
    return `,${spanText({
      traceId,
      spanId,
      parentSpanId: record.trace.spanId,
      state,
      start: start + style.attempt(attempt, facts, told),
      startMs: wallOf(record, attempt.startedMs),
      endMs: wallOf(record, attempt.endedMs),
      events: '',
      error: attempt.failure?.message,
    })}`
  }
}

/** Of a monotonic time, ms since the Unix epoch. */
export const wallOf = ({ wallMs, atMs }: DecisionRecord, monotonicMs: number): number => wallMs - (atMs - monotonicMs)
