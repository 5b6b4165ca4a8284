import type { IncomingTrace, Runtime, TraceContext } from '@turnout/core'
import type { Sampler } from './sampler.ts'
import { newSpanId, newTraceId } from './trace-ids.ts'
import { parseTrace, type SpanContext } from './traceparent.ts'

/** A request's place below the span that it comes from, or in a new trace. */
export function beginTrace(
  parent: SpanContext | undefined,
  { random }: Pick<Runtime, 'random'>,
  sampler: Sampler,
): TraceContext | undefined {
  const traceId = parent?.traceId ?? newTraceId(random)
  if (!sampler(traceId, parent)) return undefined
  const spanId = newSpanId(random)
  if (!parent) return { traceId, spanId }
  const { spanId: parentSpanId, state } = parent
  return { traceId, spanId, parentSpanId, ...(state === undefined ? {} : { state }) }
}

/** The `trace` of a callback that looks at nothing but what a request came with. */
export const traceBy =
  (runtime: Pick<Runtime, 'random'>, sampler: Sampler) =>
  (incoming: IncomingTrace): TraceContext | undefined =>
    beginTrace(parseTrace(incoming), runtime, sampler)
