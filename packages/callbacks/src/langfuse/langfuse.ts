import { type Callback, type Runtime, Secret } from '@turnout/core'
import { traceBy } from '../otlp/begin-trace.ts'
import { resourceText } from '../otlp/resource.ts'
import { always, ofRatio } from '../otlp/sampler.ts'
import { type BatchLimits, spanDelivery, usualLimits } from '../otlp/span-delivery.ts'
import { tracedCallback } from '../otlp/traced-callback.ts'
import { langfuseStyle } from './langfuse-style.ts'

export interface LangfuseOptions {
  readonly runtime: Runtime
  readonly publicKey: string
  readonly secretKey: Secret | string
  /** Default: `https://cloud.langfuse.com`. */
  readonly host?: string
  /** Langfuse's environment, as `LANGFUSE_TRACING_ENVIRONMENT`. */
  readonly environment?: string
  readonly release?: string
  /** The share of requests that are told of, from 0 to 1, where no other callback decides; default: 1. */
  readonly sampleRate?: number
  readonly batch?: Partial<BatchLimits>
  /** Is told when spans begin to be lost, and when that is over; default: nobody. */
  readonly warn?: (message: string) => void
  /** What the callback is called; default: `langfuse`. */
  readonly name?: string
}

/** Where Langfuse's data is kept unless something else is said. */
export const usualHost = 'https://cloud.langfuse.com'
const path = '/api/public/otel/v1/traces'

/** Traces for Langfuse, over its OpenTelemetry endpoint (Langfuse documentation, "OpenTelemetry"). */
export function langfuse(options: LangfuseOptions): Callback {
  const { runtime, publicKey, secretKey, host = usualHost, name = 'langfuse', warn = () => {} } = options
  const secret = secretKey instanceof Secret ? secretKey.reveal() : secretKey
  const headers = {
    authorization: `Basic ${Buffer.from(`${publicKey}:${secret}`).toString('base64')}`,
    'x-langfuse-ingestion-version': '4',
    'x-langfuse-sdk-name': 'turnout',
  }
  const url = host.replace(/\/+$/, '') + path
  const limits = { ...usualLimits, ...options.batch }
  const line = spanDelivery({ name, runtime, warn, url, headers, resource: resourceText('turnout'), limits })
  const { environment, release, sampleRate = 1 } = options
  const trace = traceBy(runtime, sampleRate < 1 ? ofRatio(sampleRate) : always)
  return tracedCallback(name, trace, langfuseStyle({ environment, release }), line)
}
