import { quotedMessage } from './attribute.ts'
import { unixNanos } from './unix-nanos.ts'

/** OTLP's numbers of span kinds (opentelemetry-proto, trace.proto `SpanKind`). */
export const spanKinds = { internal: 1, server: 2, client: 3 } as const

/** Sampled, and it is known whether the parent is in another process (trace.proto `SpanFlags`). */
const localFlags = 0x101
const remoteFlags = 0x301

/** What a span begins with, up to where its attributes are; `name` is quoted. */
export const spanStart = (name: string, kind: number, hasRemoteParent: boolean): string =>
  `{"name":${name},"kind":${kind},"flags":${hasRemoteParent ? remoteFlags : localFlags},"attributes":[`

export interface SpanParts {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly state: string | undefined
  /** `spanStart`, and attributes, of which the first has no comma. */
  readonly start: string
  /** In ms since the Unix epoch, with fractions. */
  readonly startMs: number
  readonly endMs: number
  /** OTLP/JSON, without a comma at the beginning. */
  readonly events: string
  /** Why it is a failure. */
  readonly error: string | undefined
}

/** One span as OTLP/JSON (opentelemetry-proto, trace.proto `Span`; ids are hex there). */
export function spanText({
  traceId,
  spanId,
  parentSpanId,
  state,
  start,
  startMs,
  endMs,
  events,
  error,
}: SpanParts): string {
  const times = `],"startTimeUnixNano":"${unixNanos(startMs)}","endTimeUnixNano":"${unixNanos(Math.max(startMs, endMs))}`
  let text = `${start}${times}","traceId":"${traceId}","spanId":"${spanId}`
  text += parentSpanId === undefined ? '"' : `","parentSpanId":"${parentSpanId}"`
  if (state !== undefined) text += `,"traceState":${JSON.stringify(state)}`
  if (events !== '') text += `,"events":[${events}]`
  if (error !== undefined) text += `,"status":{"code":2,"message":${quotedMessage(error)}}`
  return `${text}}`
}
