import {
  type AttemptEnd,
  type AttemptStart,
  defineSignal,
  isJsonObject,
  type Json,
  Passing,
  type Signal,
  type Tracker,
} from '@turnout/core'
import { isAmount } from './amount.ts'
import { Elsewhere } from './elsewhere.ts'
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
  readonly #estimates = new Passing<number>()
  readonly #requestsElsewhere = Elsewhere.sum()
  readonly #tokensElsewhere = Elsewhere.sum()
  /** Undefined until there was anything to say. */
  #said: UsageView | undefined

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
    this.requests = this.#requests.total(nowMs) + this.#requestsElsewhere.joined
    this.tokens = this.#tokens.total(nowMs) + this.#tokensElsewhere.joined
    return this
  }

  /** Totals fall by themselves as the minute passes: that too is something new. */
  export(nowMs: number, whole: boolean): Json | undefined {
    const [requests, tokens] = [this.#requests.total(nowMs), this.#tokens.total(nowMs)]
    const isNew = requests !== (this.#said?.requests ?? 0) || tokens !== (this.#said?.tokens ?? 0)
    if (!isNew && !(whole && this.#said)) return undefined
    this.#said = { requests, tokens }
    return { requests, tokens }
  }

  merge(instance: string, data: Json | undefined): void {
    if (data !== undefined && !isSaid(data)) return
    this.#requestsElsewhere.hear(instance, data?.requests)
    this.#tokensElsewhere.hear(instance, data?.tokens)
  }
}

const isSaid = (data: Json): data is { requests: number; tokens: number } =>
  isJsonObject(data) && isAmount(data['requests']) && isAmount(data['tokens'])

/** Undefined where nobody knows: what was refused, or never sent, used nothing. */
function usedBy({ usage, failure }: AttemptEnd): number | undefined {
  if (usage) return usage.total_tokens
  return failure && (!failure.sent || failure.upstreamStatus !== undefined) ? 0 : undefined
}

/** Requests and tokens of the last 60 s, counted when the attempt started; with those that other instances tell of. */
export const usage: Signal<UsageView> = defineSignal({ name: 'usage', bind: () => new Usage() })
