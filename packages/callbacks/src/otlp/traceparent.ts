import type { IncomingTrace } from '@turnout/core'

/** The span that a request belongs to, where it came with one. */
export interface SpanContext {
  /** 32 hex digits, not all zero. */
  readonly traceId: string
  /** 16 hex digits, not all zero. */
  readonly spanId: string
  readonly sampled: boolean
  /** Its `tracestate`. */
  readonly state: string | undefined
}

const form = /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/

/** What a request came with (W3C Trace Context, 3.2 and 4.3); undefined where it is invalid, as if it were not there. */
export function parseTrace({ traceparent, tracestate }: IncomingTrace): SpanContext | undefined {
  if (traceparent === undefined) return undefined
  const [, version, traceId, spanId, flags, more] = form.exec(traceparent.trim()) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined
  return contextOf(traceId, spanId, Number.parseInt(flags, 16), tracestate)
}

/** Undefined where its ids are none. */
export function spanContext(
  traceId: string,
  spanId: string,
  flags: number,
  state: string | undefined,
): SpanContext | undefined {
  return traceIdForm.test(traceId) && spanIdForm.test(spanId) ? contextOf(traceId, spanId, flags, state) : undefined
}

const contextOf = (traceId: string, spanId: string, flags: number, state: string | undefined): SpanContext => ({
  ...{ traceId, spanId, sampled: (flags & 1) === 1, state: passable(state) },
})

const stateForm = /^[\x20-\x7e]{1,2048}$/

/** Only printable ASCII may go on its way (W3C Trace Context, 3.3). */
const passable = (state: string | undefined): string | undefined =>
  state !== undefined && stateForm.test(state) ? state : undefined
