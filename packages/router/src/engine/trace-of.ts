import type { OperationName, ProviderCall } from '@turnout/core'
import type { Ask } from './ask.ts'

type Traced = ProviderCall<OperationName>['trace']

/** What a provider is told of the trace (W3C Trace Context): of the attempt as its parent, or what the caller sent, as it is. */
export function traceOf({ trace, passingTrace }: Ask<OperationName>, spanId: string | undefined): Traced {
  if (trace) {
    const { traceId, state } = trace
    return { parent: `00-${traceId}-${spanId ?? trace.spanId}-01`, ...(state ? { state } : {}) }
  }
  if (passingTrace?.traceparent === undefined) return undefined
  const { traceparent: parent, tracestate: state } = passingTrace
  return { parent, ...(state ? { state } : {}) }
}
