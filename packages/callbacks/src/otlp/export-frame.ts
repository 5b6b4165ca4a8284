import type { Frame } from '../delivery/waiting-texts.ts'

/** One export request (opentelemetry-proto, trace_service.proto `ExportTraceServiceRequest`) as OTLP/JSON, but for its spans. */
export const exportFrame = (resource: string): Frame => ({
  before: `{"resourceSpans":[{"resource":{"attributes":[${resource}]},"scopeSpans":[{"scope":{"name":"turnout"},"spans":[`,
  between: ',',
  after: ']}]}]}',
})
