import type { TransportHeaders } from '@turnout/core'

/** Nobody means more than a day. */
const longestMs = 24 * 60 * 60 * 1_000

/**
 * How long the provider asked to be left alone, in ms: the largest of what `retry-after-ms` and `retry-after` (seconds
 * or an HTTP date, RFC 9110 section 10.2.3) say; Azure sends both, and the first may be 0. Undefined where nothing
 * sensible stands, from 0 to 24 hours.
 */
export function retryAfterMs(headers: TransportHeaders, wallMs: number): number | undefined {
  const stated = [
    ...textsOf(headers['retry-after-ms']).map((text) => inMs(text, 1)),
    ...textsOf(headers['retry-after']).map((text) => inMs(text, 1_000) ?? untilDate(text, wallMs)),
  ]
  const sensible = stated.filter((ms) => ms !== undefined).filter((ms) => ms <= longestMs)
  return sensible.length === 0 ? undefined : Math.max(...sensible)
}

const textsOf = (value: TransportHeaders[string]): readonly string[] => [value ?? []].flat().map((text) => text.trim())

const inMs = (text: string, unitMs: number): number | undefined =>
  /^\d+(\.\d+)?$/.test(text) ? Number(text) * unitMs : undefined

function untilDate(text: string, wallMs: number): number | undefined {
  const dateMs = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - wallMs)
}
