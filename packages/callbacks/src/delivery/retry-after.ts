import type { TransportHeaders } from '@turnout/core'

/** Nobody means more than a day. */
const longestMs = 24 * 60 * 60 * 1_000

/** How long an endpoint wants to be left alone: `retry-after` in seconds or as a date (RFC 9110 section 10.2.3), in ms. */
export function retryAfterMs(headers: TransportHeaders, wallMs: number): number | undefined {
  const text = String([headers['retry-after'] ?? ''].flat()[0]).trim()
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : untilDate(text, wallMs)
  return ms === undefined || ms > longestMs ? undefined : ms
}

function untilDate(text: string, wallMs: number): number | undefined {
  const dateMs = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - wallMs)
}
