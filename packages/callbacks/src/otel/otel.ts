import type { Callback, Runtime, TraceContext } from '@turnout/core'
import type { Delivery } from '../delivery/delivery.ts'
import { beginTrace } from '../otlp/begin-trace.ts'
import { resourceText } from '../otlp/resource.ts'
import { followParent, type Sampler, samplerNamed } from '../otlp/sampler.ts'
import { type BatchLimits, spanDelivery, usualLimits } from '../otlp/span-delivery.ts'
import { tracedCallback } from '../otlp/traced-callback.ts'
import { parseTrace, type SpanContext, spanContext } from '../otlp/traceparent.ts'
import { otelStyle } from './otel-style.ts'

/** What `trace.getActiveSpan()?.spanContext()` of @opentelemetry/api tells; it is only read. */
export interface ActiveSpanContext {
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  readonly traceFlags: number
  readonly traceState?: { serialize(): string } | undefined
}

export interface OtelOptions {
  readonly runtime: Runtime
  /** The whole URL, usually with `/v1/traces` at its end. */
  readonly endpoint: string
  readonly headers?: Readonly<Record<string, string>>
  /** Default: `turnout`. */
  readonly serviceName?: string
  readonly resourceAttributes?: Readonly<Record<string, string>>
  /** As `OTEL_TRACES_SAMPLER` has them; default: `parentbased_always_on`. */
  readonly sampler?: string
  /** The share of traces that are sampled, for the samplers that want one; default: 1. */
  readonly samplerRatio?: number
  /** The application's span at work: the parent of requests that come without a `traceparent`. */
  readonly activeSpan?: () => ActiveSpanContext | undefined
  /** Prompts and answers, where the router tells them; default: true. */
  readonly content?: boolean
  readonly batch?: Partial<BatchLimits>
  /** Is told when spans begin to be lost, and when that is over; default: nobody. */
  readonly warn?: (message: string) => void
  /** What the callback is called; default: `otel`. */
  readonly name?: string
}

/**
 * Spans for OpenTelemetry, over OTLP/HTTP: one for each request that is sampled, and one below it for each attempt, made
 * when the request is over.
 */
export function otel(options: OtelOptions): Callback {
  const { runtime, endpoint: url, headers = {}, name = 'otel', warn = () => {} } = options
  const resource = resourceText(options.serviceName ?? 'turnout', options.resourceAttributes)
  const limits = { ...usualLimits, ...options.batch }
  return otelTo(spanDelivery({ name, runtime, warn, url, headers, resource, limits }), options)
}

/** The same to anywhere. */
export function otelTo(
  line: Delivery<string>,
  { runtime, sampler, samplerRatio, activeSpan, content = true, name = 'otel' }: Omit<OtelOptions, 'endpoint'>,
): Callback {
  const local = new WeakSet<TraceContext>()
  const sampled = samplerOf(sampler, samplerRatio)
  const trace: Callback['trace'] = (incoming) => {
    const remote = parseTrace(incoming)
    const parent = remote ?? contextOf(activeSpan?.())
    const context = beginTrace(parent, runtime, sampled)
    if (context && parent && !remote) local.add(context)
    return context
  }
  return tracedCallback(
    name,
    trace,
    otelStyle((context) => local.has(context), content),
    line,
  )
}

const contextOf = (span: ActiveSpanContext | undefined): SpanContext | undefined =>
  span && spanContext(span.traceId, span.spanId, span.traceFlags, span.traceState?.serialize())

function samplerOf(name: string | undefined, ratio: number | undefined): Sampler {
  if (name === undefined) return followParent
  const sampler = samplerNamed(name, ratio)
  if (!sampler) throw new TypeError(`there is no sampler ${name}`)
  return sampler
}
