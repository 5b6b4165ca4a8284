import {
  type Actual,
  type Cancel,
  type Channel,
  type Charge,
  type Claim,
  type Claims,
  type Clock,
  type Lease,
  type MoreOptions,
  type NonEmpty,
  Passing,
  type Reservation,
  type SpentLease,
  type StateStore,
  type StoreReport,
} from '@turnout/core'
import { type Share, SliceKeeper } from './slice-keeper.ts'

const first: Reservation = { chosen: 0 }
const done = Promise.resolve()

/** An attempt that was admitted from slices. */
interface Taken {
  readonly chosen: number
  readonly from: readonly Share[]
  readonly expiresMs: number
}

/**
 * A `StateStore` that takes slices of limits from another one, and admits from them at once, without asking. Takes them
 * only of limits that are in use and far from full: near the limit every attempt is asked for, one by one.
 */
export class LeasedStore implements StateStore {
  readonly channel?: Channel
  readonly ready?: Promise<void>
  /**
   * What is not to be had here: spent by anybody, or in the slices of others. What this process has not spent of its own
   * slices is not taken: it is what `reserve` looks at first.
   */
  readonly peek?: (claims: Claims) => Promise<readonly number[]>
  readonly #inner: StateStore
  readonly #clock: Clock
  readonly #keeper: SliceKeeper
  readonly #taken = new Passing<Taken>()
  #earliestExpiryMs = Infinity

  constructor(inner: StateStore, clock: Clock) {
    this.#inner = inner
    this.#clock = clock
    this.#keeper = new SliceKeeper({ store: inner, clock, onTick: (nowMs) => this.#expire(nowMs) })
    if (inner.channel) this.channel = inner.channel
    if (inner.peek) this.peek = async (claims) => this.#withoutOwn(claims, (await inner.peek?.(claims)) ?? [])
    if (inner.ready) this.ready = inner.ready
  }

  reserve(
    attemptId: string,
    given: NonEmpty<Claims>,
    givenHoldMs: number,
    more?: MoreOptions,
  ): Reservation | Promise<Reservation> {
    const known = this.#taken.get(attemptId)
    if (known) return { chosen: known.chosen }
    const nowMs = this.#clock.monotonicMs()
    const from = this.#keeper.slicesFor(given[0], nowMs)
    if (from) {
      this.#take(attemptId, from, 0, nowMs + givenHoldMs)
      return first
    }
    this.#keeper.hurry(given[0])
    const rest = more?.()
    const options: NonEmpty<Claims> = rest ? [...given, ...rest.options] : given
    const holdMs = Math.max(givenHoldMs, rest?.holdMs ?? 0)
    const answer = this.#inner.reserve(attemptId, options, holdMs)
    // The store may be full by slices that came here meanwhile.
    const orLocally = (reservation: Reservation): Reservation => {
      if ('chosen' in reservation) return reservation
      const laterMs = this.#clock.monotonicMs()
      for (const [chosen, claims] of options.entries()) {
        const slices = this.#keeper.slicesOf(claims, laterMs)
        if (!slices) continue
        this.#take(attemptId, slices, chosen, laterMs + holdMs)
        return { chosen }
      }
      return reservation
    }
    return answer instanceof Promise ? answer.then(orLocally) : orLocally(answer)
  }

  settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    const taken = this.#taken.get(attemptId)
    if (!taken) return this.#inner.settle(attemptId, actuals)
    this.#taken.delete(attemptId)
    const nowMs = this.#clock.monotonicMs()
    for (const { slice, claim } of taken.from) {
      const actual = claim.windowMs === undefined ? 0 : actualOf(actuals, claim.key)
      if (actual === undefined) continue
      if (actual > claim.amount) this.#owe(attemptId, claim, actual - claim.amount, nowMs)
      else if (actual < claim.amount) this.#keeper.putBack(slice, claim.amount - actual, nowMs)
    }
    return done
  }

  lease = (claims: Claims): Promise<readonly Lease[]> => this.#inner.lease(claims)
  giveBack = (spent: readonly SpentLease[]): Promise<void> => this.#inner.giveBack(spent)
  renew = (leases: readonly Lease[]): Promise<readonly Lease[]> => this.#inner.renew(leases)
  charge = (charges: readonly Charge[]): Promise<void> => this.#inner.charge(charges)
  watch = (hear: (report: StoreReport) => void): Cancel => this.#inner.watch?.(hear) ?? (() => {})

  async close(): Promise<void> {
    await this.#keeper.close()
    await this.#inner.close()
  }

  #withoutOwn(claims: Claims, taken: readonly number[]): readonly number[] {
    const nowMs = this.#clock.monotonicMs()
    return claims.map(({ key }, at) => Math.max(0, (taken[at] ?? 0) - this.#keeper.unspent(key, nowMs)))
  }

  #take(attemptId: string, from: Taken['from'], chosen: number, expiresMs: number): void {
    for (const { slice, claim } of from) slice.spent += claim.amount
    this.#taken.set(attemptId, { chosen, from, expiresMs })
    if (expiresMs < this.#earliestExpiryMs) this.#earliestExpiryMs = expiresMs
  }

  /** What nobody settled in time is over. */
  #expire(nowMs: number): void {
    if (nowMs < this.#earliestExpiryMs) return
    this.#earliestExpiryMs = Infinity
    for (const [attemptId, { expiresMs }] of this.#taken.entries())
      if (expiresMs <= nowMs) this.settle(attemptId, [])
      else this.#earliestExpiryMs = Math.min(this.#earliestExpiryMs, expiresMs)
  }

  /** The same again from a slice; else it counts all the same. */
  #owe(attemptId: string, { key, windowMs = 0 }: Claim, debt: number, nowMs: number): void {
    const slice = this.#keeper.sliceFor(key, debt, nowMs)
    if (slice) slice.spent += debt
    else this.#inner.charge([{ id: `${attemptId} ${key}`, key, amount: debt, endsInMs: windowMs }]).catch(() => {})
  }
}

function actualOf(actuals: readonly Actual[], key: string): number | undefined {
  for (const actual of actuals) if (actual.key === key) return actual.amount
  return undefined
}
