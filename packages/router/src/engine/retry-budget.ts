import type { RetryBudgetSettings } from '@turnout/core'

const seconds = 10

/**
 * Extra attempts of one group, bounded: in any ten seconds a share of its requests and so many a second besides
 * (Finagle, "RetryBudget").
 */
export class RetryBudget {
  readonly #settings: RetryBudgetSettings
  readonly #requests = new Float64Array(seconds)
  readonly #extra = new Float64Array(seconds)
  #last = 0

  constructor(settings: RetryBudgetSettings) {
    this.#settings = settings
  }

  request(nowMs: number): void {
    add(this.#requests, this.#slot(nowMs), 1)
  }

  /** Whether `cost` more attempts may be made; they are counted if so. */
  take(nowMs: number, cost: number): boolean {
    if (this.leftAt(nowMs) < cost) return false
    add(this.#extra, this.#slot(nowMs), cost)
    return true
  }

  /** The same for a client's own retry, out of the upper half of the budget: the router's retries know more. */
  promise(nowMs: number): boolean {
    return this.leftAt(nowMs) - 1 >= this.#allowance() / 2 && this.take(nowMs, 1)
  }

  /** How many more attempts may be made now. */
  leftAt(nowMs: number): number {
    this.#slot(nowMs)
    return this.#allowance() - sum(this.#extra)
  }

  #allowance(): number {
    const { ratio, perSecond } = this.#settings
    return ratio * sum(this.#requests) + perSecond * seconds
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
