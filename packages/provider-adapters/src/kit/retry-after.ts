import type { TransportHeaders } from '@turnout/core'

/**
 * How long the provider asked to be left alone, in ms: the larger of `retry-after-ms` and `retry-after` (seconds or an
 * HTTP date, RFC 9110 section 10.2.3; Azure sends both, and the first may be 0). Undefined where nothing sensible stands.
 */
export function retryAfterMs(headers: TransportHeaders, wallMs: number): number | undefined {
  const stated = [
    inMs(headers['retry-after-ms'], 1),
    inMs(headers['retry-after'], 1_000) ?? untilDate(headers['retry-after'], wallMs),
  ]
  const known = stated.filter((ms) => ms !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

type HeaderValue = TransportHeaders[string]

const text = (value: HeaderValue): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()

function inMs(value: HeaderValue, unitMs: number): number | undefined {
  return /^\d+(\.\d+)?$/.test(text(value)) ? Number(text(value)) * unitMs : undefined
}

function untilDate(value: HeaderValue, wallMs: number): number | undefined {
  const dateMs = /^[A-Za-z]{3},/.test(text(value)) ? Date.parse(text(value)) : Number.NaN
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - wallMs)
}
