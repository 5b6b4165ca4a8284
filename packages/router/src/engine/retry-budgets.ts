import type { ProviderError, RetryBudgetSettings } from '@turnout/core'
import { RetryBudget } from './retry-budget.ts'

/** An attempt that timed out has cost its provider more than one that was refused. */
const timeoutCost = 2

/** A budget for each group that has been asked for; without settings retries are bounded by their number alone. */
export class RetryBudgets {
  readonly #settings: RetryBudgetSettings | undefined
  readonly #byGroup = new Map<string, RetryBudget>()

  constructor(settings: RetryBudgetSettings | undefined) {
    this.#settings = settings
  }

  /** A new request earns its share; a client's retry has been counted when the client was told that it may. */
  request(group: string, nowMs: number): void {
    this.#of(group)?.request(nowMs)
  }

  /** Whether there may be one more attempt; it is counted if so. */
  allows(group: string, nowMs: number, after?: ProviderError): boolean {
    return this.#of(group)?.take(nowMs, after?.kind === 'timeout' ? timeoutCost : 1) ?? true
  }

  /** Whether a client may be told to retry by itself; it is counted if so. */
  promises(group: string, nowMs: number): boolean {
    return this.#of(group)?.promise(nowMs) ?? true
  }

  isSpent(group: string, nowMs: number): boolean {
    return (this.#of(group)?.leftAt(nowMs) ?? 1) < 1
  }

  #of(group: string): RetryBudget | undefined {
    if (!this.#settings) return undefined
    let budget = this.#byGroup.get(group)
    if (!budget) {
      budget = new RetryBudget(this.#settings)
      this.#byGroup.set(group, budget)
    }
    return budget
  }
}
