import type { Actual, Claims, Lease, NonEmpty, Reservation, SpentLease, StateStore } from '@turnout/core'

/** What one worker has of the limits: its attempts that run, and its slices of places. */
export class Holdings {
  readonly #store: StateStore
  readonly #attempts = new Set<string>()
  readonly #places = new Map<string, Lease>()

  constructor(store: StateStore) {
    this.#store = store
  }

  async reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation> {
    const answer = await this.#store.reserve(attemptId, options, holdMs)
    if ('chosen' in answer) this.#attempts.add(attemptId)
    return answer
  }

  settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    this.#attempts.delete(attemptId)
    return this.#store.settle(attemptId, actuals)
  }

  async lease(claims: Claims): Promise<readonly Lease[]> {
    const leases = await this.#store.lease(claims)
    for (const lease of leases)
      if (claims.find(({ key }) => key === lease.key)?.windowMs === undefined) this.#places.set(lease.id, lease)
    return leases
  }

  giveBack(spent: readonly SpentLease[]): Promise<void> {
    for (const { lease, unused } of spent) {
      const left = lease.granted - unused
      if (left === 0) this.#places.delete(lease.id)
      else if (this.#places.has(lease.id)) this.#places.set(lease.id, { ...lease, granted: left })
    }
    return this.#store.giveBack(spent)
  }

  /** The worker is gone: its places are free at once. What it had of windows counts on, as it may have been used. */
  release(): void {
    for (const attemptId of this.#attempts) void this.#store.settle(attemptId, [])
    const rest = [...this.#places.values()].map((lease) => ({ lease, unused: lease.granted }))
    void this.#store.giveBack(rest)
    this.#attempts.clear()
    this.#places.clear()
  }
}
