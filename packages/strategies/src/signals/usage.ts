import { type AttemptEnd, type AttemptStart, defineSignal, type Signal, type Tracker } from '@turnout/core'
import { LastMinute } from './last-minute.ts'

/** What a deployment was asked for in the last 60 s. */
export interface UsageView {
  readonly requests: number
  /** Prompt and answer; as estimated for attempts that run. */
  readonly tokens: number
}

/** An attempt counts from its start, so that a burst spreads; its tokens become the real ones at its end. */
class Usage implements Tracker<UsageView>, UsageView {
  requests = 0
  tokens = 0
  readonly #requests = new LastMinute()
  readonly #tokens = new LastMinute()
  readonly #estimates = new Map<string, number>()

  start({ attemptId, atMs, estimatedTokens }: AttemptStart): void {
    this.#estimates.set(attemptId, estimatedTokens)
    this.#requests.add(1, atMs)
    this.#tokens.add(estimatedTokens, atMs)
  }

  end(attempt: AttemptEnd): void {
    const estimated = this.#estimates.get(attempt.attemptId)
    if (estimated === undefined) return
    this.#estimates.delete(attempt.attemptId)
    this.#tokens.add((usedBy(attempt) ?? estimated) - estimated, attempt.startedMs)
    if (attempt.failure?.sent === false) this.#requests.add(-1, attempt.startedMs)
  }

  value(nowMs: number): UsageView {
    this.requests = this.#requests.total(nowMs)
    this.tokens = this.#tokens.total(nowMs)
    return this
  }
}

/** Undefined where nobody knows: what was refused, or never sent, used nothing. */
function usedBy({ usage, failure }: AttemptEnd): number | undefined {
  if (usage) return usage.total_tokens
  return failure && (!failure.sent || failure.upstreamStatus !== undefined) ? 0 : undefined
}

/** Requests and tokens of the last 60 s, counted where the attempt started. */
export const usage: Signal<UsageView> = defineSignal({ name: 'usage', bind: () => new Usage() })
