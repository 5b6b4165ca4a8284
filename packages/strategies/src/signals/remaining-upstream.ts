import { type AttemptEnd, defineSignal, type Signal, type Tracker, type TransportHeaders } from '@turnout/core'
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

interface Remaining {
  readonly share: number
  readonly untilMs: number
}

/** What each limit's headers said last, until it resets. */
class RemainingUpstream implements Tracker<number | undefined> {
  readonly #limits = new Map<LimitHeaders, Remaining>()

  end({ headers, endedMs }: AttemptEnd): void {
    if (!headers) return
    for (const names of known) {
      const remaining = remainingOf(headers, names, endedMs)
      if (remaining) this.#limits.set(names, remaining)
    }
  }

  value(nowMs: number): number | undefined {
    let least: number | undefined
    for (const { share, untilMs } of this.#limits.values())
      if (nowMs < untilMs && (least === undefined || share < least)) least = share
    return least
  }
}

function remainingOf(headers: TransportHeaders, names: LimitHeaders, nowMs: number): Remaining | undefined {
  const remaining = numberIn(headers, names.remaining)
  const limit = numberIn(headers, names.limit)
  const share = remaining === 0 ? 0 : (remaining ?? Number.NaN) / (limit ?? Number.NaN)
  if (!(share >= 0)) return undefined
  const dateMs = Date.parse(textIn(headers, 'date') ?? '')
  const reset = resetAfterMs(textIn(headers, names.reset) ?? '', Number.isNaN(dateMs) ? undefined : dateMs)
  return { share: Math.min(1, share), untilMs: nowMs + (reset ?? usualResetMs) }
}

function textIn(headers: TransportHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value[0] : value
}

function numberIn(headers: TransportHeaders, name: string): number | undefined {
  const text = textIn(headers, name)?.trim()
  return text === undefined || text === '' ? undefined : Number(text)
}

/**
 * What a provider says is left of its own limits, as a share between 0 and 1: the least of requests and tokens.
 * Undefined where it did not say, or after they reset.
 */
export const remainingUpstream: Signal<number | undefined> = defineSignal({
  name: 'remaining-upstream',
  bind: () => new RemainingUpstream(),
})
