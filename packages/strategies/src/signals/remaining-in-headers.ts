import type { TransportHeaders } from '@turnout/core'
import { resetAfterMs } from './reset-after.ts'

/** Where a provider does not say when a limit resets: most are by the minute. */
const usualResetMs = 60_000

interface LimitHeaders {
  readonly remaining: string
  readonly limit: string
  readonly reset: string
}

const openAi = (what: string): LimitHeaders => ({
  remaining: `x-ratelimit-remaining-${what}`,
  limit: `x-ratelimit-limit-${what}`,
  reset: `x-ratelimit-reset-${what}`,
})
const anthropic = (what: string): LimitHeaders => ({
  remaining: `anthropic-ratelimit-${what}-remaining`,
  limit: `anthropic-ratelimit-${what}-limit`,
  reset: `anthropic-ratelimit-${what}-reset`,
})
const known: readonly LimitHeaders[] = [
  ...['requests', 'tokens'].map(openAi),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map(anthropic),
]

/** What is left of a limit. */
export interface Remaining {
  /** Of the limit, between 0 and 1. */
  readonly share: number
  readonly saidMs: number
  /** When the limit resets. */
  readonly untilMs: number
}

/** By the name of the header that says what remains. */
export function* remainingIn(headers: TransportHeaders, nowMs: number): Iterable<readonly [string, Remaining]> {
  for (const names of known) {
    const remaining = remainingOf(headers, names, nowMs)
    if (remaining) yield [names.remaining, remaining]
  }
}

function remainingOf(headers: TransportHeaders, names: LimitHeaders, nowMs: number): Remaining | undefined {
  const remaining = numberIn(headers, names.remaining)
  const limit = numberIn(headers, names.limit)
  const share = remaining === 0 ? 0 : (remaining ?? Number.NaN) / (limit ?? Number.NaN)
  if (!(share >= 0)) return undefined
  const dateMs = Date.parse(textIn(headers, 'date') ?? '')
  const reset = resetAfterMs(textIn(headers, names.reset) ?? '', Number.isNaN(dateMs) ? undefined : dateMs)
  return { share: Math.min(1, share), saidMs: nowMs, untilMs: nowMs + (reset ?? usualResetMs) }
}

function textIn(headers: TransportHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value[0] : value
}

function numberIn(headers: TransportHeaders, name: string): number | undefined {
  const text = textIn(headers, name)?.trim()
  return text === undefined || text === '' ? undefined : Number(text)
}
