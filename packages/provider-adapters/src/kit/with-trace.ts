import type { OperationName, ProviderCall, TransportRequest } from '@turnout/core'

/** The request with its call's place in a trace, where it has one (W3C Trace Context). Signatures do not cover it. */
export function withTrace({ trace }: ProviderCall<OperationName>, request: TransportRequest): TransportRequest {
  if (!trace) return request
  const { headers } = request
  const own = ['traceparent', trace.parent, ...(trace.state ? ['tracestate', trace.state] : [])]
  return { ...request, headers: [...headers, ...own], usualHeaders: headers }
}
