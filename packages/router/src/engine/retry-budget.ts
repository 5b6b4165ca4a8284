import type { RetryBudgetSettings } from '@turnout/core'

const seconds = 10

/**
 * Extra attempts of one group, bounded: in any ten seconds a share of its requests and so many a second besides
 * (Finagle, "RetryBudget"). A client's own retry counts as one, and earns nothing.
 */
export class RetryBudget {
  readonly #settings: RetryBudgetSettings
  readonly #requests = new Float64Array(seconds)
  readonly #extra = new Float64Array(seconds)
  #last = 0

  constructor(settings: RetryBudgetSettings) {
    this.#settings = settings
  }

  request(nowMs: number, isRetry: boolean): void {
    add(isRetry ? this.#extra : this.#requests, this.#slot(nowMs), 1)
  }

  /** Whether `cost` more attempts may be made; they are counted if so. */
  take(nowMs: number, cost: number): boolean {
    if (this.leftAt(nowMs) < cost) return false
    add(this.#extra, this.#slot(nowMs), cost)
    return true
  }

  /** How many more attempts may be made now; negative when clients retry by themselves. */
  leftAt(nowMs: number): number {
    this.#slot(nowMs)
    const { ratio, perSecond } = this.#settings
    return ratio * sum(this.#requests) + perSecond * seconds - sum(this.#extra)
  }

  /** Where this second counts; what is ten seconds old makes room. */
  #slot(nowMs: number): number {
    const second = Math.floor(nowMs / 1000)
    for (let gone = Math.max(this.#last + 1, second - seconds + 1); gone <= second; gone++) {
      this.#requests[gone % seconds] = 0
      this.#extra[gone % seconds] = 0
    }
    this.#last = second
    return second % seconds
  }
}

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0)

function add(counts: Float64Array, slot: number, amount: number): void {
  counts[slot] = (counts[slot] ?? 0) + amount
}
