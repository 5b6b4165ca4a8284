/** The place of a request in a trace (W3C Trace Context). */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string
  /** Of the request itself, 16 hex digits; its attempts are children of it. */
  readonly spanId: string
  /** Of whoever called; absent where the trace begins here. */
  readonly parentSpanId?: string
  /** `tracestate`, as the caller sent it. */
  readonly state?: string
}
