import type { Runtime } from '@turnout/core'
import { accepted } from '../delivery/accepted.ts'
import { type Delivery, textDelivery } from '../delivery/delivery.ts'
import { endpointOf } from '../delivery/endpoint.ts'
import { post } from '../delivery/post.ts'
import { exportFrame } from './export-frame.ts'

/** How spans wait, counted in requests (OpenTelemetry Specification, "Batch Span Processor"). */
export interface BatchLimits {
  readonly mostWaiting: number
  readonly mostAtOnce: number
  readonly everyMs: number
  /** One try takes no longer. */
  readonly timeoutMs: number
}

export const usualLimits: BatchLimits = { mostWaiting: 2_048, mostAtOnce: 512, everyMs: 5_000, timeoutMs: 10_000 }

export interface SpanDeliveryOptions {
  readonly name: string
  readonly runtime: Runtime
  readonly warn: (message: string) => void
  /** Where to, to the last letter. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** OTLP/JSON. */
  readonly resource: string
  readonly limits: BatchLimits
}

/**
 * Posts the spans of requests as OTLP/HTTP has it (OTLP Specification, "OTLP/HTTP", JSON Protobuf Encoding). Throws a
 * `TypeError` where it never could.
 */
export function spanDelivery({ url, headers, resource, limits, ...rest }: SpanDeliveryOptions): Delivery<string> {
  const { timeoutMs, ...counts } = limits
  const endpoint = endpointOf(url)
  if (!endpoint) throw new TypeError('the endpoint of spans must be an http or https URL, without a user in it')
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const all = { 'user-agent': 'turnout', ...Object.fromEntries(own), 'content-type': 'application/json' }
  const warnOfRejected = tellingOnce(rest.warn)
  return textDelivery({
    ...rest,
    ...counts,
    to: endpoint.origin,
    frame: exportFrame(resource),
    async send(body) {
      const answer = await post(rest.runtime, { url, headers: all, body, timeoutMs })
      if (rejectedSpans.test(accepted(answer).body))
        warnOfRejected('some spans were rejected by whom they were sent to')
    },
  })
}

/** A number that is not 0 (`ExportTracePartialSuccess`). */
const rejectedSpans = /"rejectedSpans"\s*:\s*"?[1-9]/

const tellingOnce = (warn: (message: string) => void): ((message: string) => void) => {
  let told = false
  return (message) => {
    if (!told) warn(message)
    told = true
  }
}
