import { memoryStore } from '@turnout/cache-adapters/memory'
import type { Claims, StateStore } from '@turnout/core'
import type { TestClock } from '@turnout/testing'

interface Entry {
  readonly key: string
  readonly atMs: number
  amount: number
}

/** A memory store, and beside it a ledger of its own that says where the store let too much through. */
export class StoreLedger {
  readonly store: StateStore
  /** Admissions beyond a limit, in words. */
  readonly broken: string[] = []
  /** Tokens that answers took beyond what was reserved for them. */
  debts = 0
  refusals = 0
  readonly #clock: TestClock
  readonly #entries: Entry[] = []
  readonly #held = new Map<string, { readonly claims: Claims; readonly entries: readonly Entry[] }>()
  readonly #limits = new Map<string, number>()

  constructor(clock: TestClock) {
    this.#clock = clock
    const inner = memoryStore(clock)
    this.store = {
      ...inner,
      reserve: async (attemptId, options, holdMs) => {
        const answer = await inner.reserve(attemptId, options, holdMs)
        if ('chosen' in answer) this.#take(attemptId, options[answer.chosen] ?? [])
        else this.refusals++
        return answer
      },
      settle: async (attemptId, actuals) => {
        for (const entry of this.#held.get(attemptId)?.entries ?? []) {
          const actual = actuals.find(({ key }) => key === entry.key)
          if (!actual) continue
          if (actual.amount > entry.amount) this.debts++
          entry.amount = actual.amount
        }
        this.#held.delete(attemptId)
        return inner.settle(attemptId, actuals)
      },
    }
  }

  /** Attempts that nobody has settled. */
  get unsettled(): readonly string[] {
    return [...this.#held].map(
      ([id, { claims }]) => `${id} with ${claims.length === 0 ? 'empty claims' : `${claims.length} claims`}`,
    )
  }

  /** The limits on attempts at a time that cannot be taken whole: somebody still has a slot. */
  async taken(): Promise<readonly string[]> {
    const taken: string[] = []
    for (const [key, limit] of this.#limits) {
      const id = `probe ${key}`
      const answer = await this.store.reserve(id, [[{ key, amount: limit, limit }]], 1)
      if (!('chosen' in answer)) taken.push(key)
      await this.store.settle(id, [])
    }
    return taken
  }

  #take(attemptId: string, claims: Claims): void {
    const nowMs = this.#clock.monotonicMs()
    const entries: Entry[] = []
    for (const { key, amount, limit, windowMs } of claims) {
      if (windowMs === undefined) {
        this.#limits.set(key, limit)
        continue
      }
      const entry = { key, atMs: nowMs, amount }
      this.#entries.push(entry)
      entries.push(entry)
      const used = this.#entries
        .filter((each) => each.key === key && each.atMs + windowMs > nowMs)
        .reduce((sum, each) => sum + each.amount, 0)
      if (used > limit) this.broken.push(`${key}: ${used} of ${limit} after ${attemptId}`)
    }
    this.#held.set(attemptId, { claims, entries })
  }
}
