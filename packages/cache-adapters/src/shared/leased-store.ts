import type {
  Actual,
  Cancel,
  Channel,
  Charge,
  Claim,
  Claims,
  Clock,
  Lease,
  NonEmpty,
  Reservation,
  SpentLease,
  StateStore,
  StoreReport,
} from '@turnout/core'
import { heldSliceMs } from '../slices.ts'
import { returned, type Slice, SlicedLimit, tickMs } from './sliced-limit.ts'

interface Taken {
  readonly slice: Slice
  readonly claim: Claim
}

/**
 * A `StateStore` that takes slices of limits from another one, and admits from them at once, without asking. Takes them
 * only of limits that are in use and far from full: near the limit every attempt is asked for, one by one.
 */
export class LeasedStore implements StateStore {
  readonly channel?: Channel
  readonly ready?: Promise<void>
  readonly #inner: StateStore
  readonly #clock: Clock
  readonly #limits = new Map<string, SlicedLimit>()
  readonly #taken = new Map<string, readonly Taken[]>()
  /** Slices whose time was over when something of them came back. */
  readonly #late = new Set<Slice>()
  #tick: Cancel | undefined
  #isClosed = false

  constructor(inner: StateStore, clock: Clock) {
    this.#inner = inner
    this.#clock = clock
    if (inner.channel) this.channel = inner.channel
    if (inner.ready) this.ready = inner.ready
  }

  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation | Promise<Reservation> {
    if (this.#taken.has(attemptId)) return { chosen: 0 }
    const [first] = options
    for (const claim of first) this.#see(claim)
    if (this.#take(attemptId, first)) return { chosen: 0 }
    const answer = this.#inner.reserve(attemptId, options, holdMs)
    const orLocally = (given: Reservation): Reservation =>
      'chosen' in given ? given : this.#takeAny(attemptId, options, given)
    return answer instanceof Promise ? answer.then(orLocally) : orLocally(answer)
  }

  async settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    const taken = this.#taken.get(attemptId)
    if (!taken) return this.#inner.settle(attemptId, actuals)
    this.#taken.delete(attemptId)
    for (const { slice, claim } of taken) {
      const actual = claim.windowMs === undefined ? 0 : actuals.find(({ key }) => key === claim.key)?.amount
      if (actual === undefined || actual === claim.amount) continue
      if (actual > claim.amount) this.#owe(attemptId, claim, actual - claim.amount)
      else this.#putBack(slice, claim.amount - actual)
    }
  }

  lease = (claims: Claims): Promise<readonly Lease[]> => this.#inner.lease(claims)
  giveBack = (spent: readonly SpentLease[]): Promise<void> => this.#inner.giveBack(spent)
  renew = (leases: readonly Lease[]): Promise<readonly Lease[]> => this.#inner.renew(leases)
  charge = (charges: readonly Charge[]): Promise<void> => this.#inner.charge(charges)
  watch = (hear: (report: StoreReport) => void): Cancel => this.#inner.watch?.(hear) ?? (() => {})

  async close(): Promise<void> {
    this.#isClosed = true
    this.#tick?.()
    const rest = [...this.#limits.values()].flatMap((limit) => limit.rest())
    if (rest.length > 0) await this.#inner.giveBack(rest).catch(() => {})
    await this.#inner.close()
  }

  #see(claim: Claim): void {
    let limit = this.#limits.get(claim.key)
    if (!limit) {
      limit = new SlicedLimit(claim)
      this.#limits.set(claim.key, limit)
    }
    limit.see(claim)
    if (this.#tick === undefined) this.#tickLater()
  }

  /** All of it from slices, or nothing. */
  #take(attemptId: string, claims: Claims): boolean {
    if (claims.length === 0) return false
    const nowMs = this.#clock.monotonicMs()
    const taken: Taken[] = []
    for (const claim of claims) {
      const slice = this.#limits.get(claim.key)?.sliceFor(claim.amount, nowMs)
      if (!slice) return false
      taken.push({ slice, claim })
    }
    for (const { slice, claim } of taken) slice.spent += claim.amount
    this.#taken.set(attemptId, taken)
    return true
  }

  /** The store is full, but perhaps it is so by slices that came here meanwhile. */
  #takeAny(attemptId: string, options: NonEmpty<Claims>, refused: Reservation): Reservation {
    const chosen = options.findIndex((claims) => this.#take(attemptId, claims))
    return chosen === -1 ? refused : { chosen }
  }

  #putBack(slice: Slice, amount: number): void {
    slice.spent -= amount
    if (slice.lease.useBeforeMs <= this.#clock.monotonicMs()) this.#late.add(slice)
    if (this.#tick === undefined) this.#tickLater()
  }

  #owe(attemptId: string, { key, amount, windowMs = 0 }: Claim, debt: number): void {
    const slice = this.#limits.get(key)?.sliceFor(debt, this.#clock.monotonicMs())
    if (slice) slice.spent += debt
    else this.#inner.charge([{ id: `${attemptId}+${amount}`, key, amount: debt, endsInMs: windowMs }]).catch(() => {})
  }

  #tickLater(): void {
    if (this.#isClosed) return
    this.#tick = this.#clock.timer(tickMs, () => {
      this.#tick = undefined
      this.#lookAfter()
    })
  }

  /** Off the path of any request: takes what will be needed, gives back what is not, renews what is held. */
  #lookAfter(): void {
    const nowMs = this.#clock.monotonicMs()
    const wanted: Claim[] = []
    const spare: SpentLease[] = [...this.#late].map((slice) => returned(slice, slice.lease.granted - slice.spent))
    this.#late.clear()
    const ending: Slice[] = []
    for (const [key, limit] of this.#limits) {
      limit.appetite.tick()
      spare.push(...limit.spare(nowMs))
      ending.push(...limit.ending(nowMs + heldSliceMs / 2))
      const wants = limit.wants(nowMs)
      if (wants) wanted.push(wants)
      if (limit.isIdle) this.#limits.delete(key)
    }
    if (spare.length > 0) this.#inner.giveBack(spare).catch(() => {})
    if (ending.length > 0) void this.#renew(ending)
    if (wanted.length > 0) void this.#lease(wanted)
    if (this.#limits.size > 0) this.#tickLater()
  }

  async #lease(wanted: Claims): Promise<void> {
    const leases = await this.#inner.lease(wanted).catch(() => [])
    const useless: SpentLease[] = []
    for (const lease of leases) {
      const limit = this.#limits.get(lease.key)
      if (this.#isClosed || !limit || limit.refuse(lease, this.#clock.monotonicMs()))
        useless.push({ lease, unused: lease.granted })
      else limit.add(lease)
    }
    if (useless.length > 0) await this.#inner.giveBack(useless).catch(() => {})
  }

  async #renew(slices: readonly Slice[]): Promise<void> {
    const renewed = await this.#inner.renew(slices.map(({ lease }) => lease)).catch(() => [])
    for (const slice of slices) {
      const lease = renewed.find(({ id }) => id === slice.lease.id)
      if (lease) slice.lease = { ...slice.lease, useBeforeMs: lease.useBeforeMs }
    }
  }
}
