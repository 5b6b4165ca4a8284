import type { Channel } from './channel.ts'
import type { Cancel } from './clock.ts'
import type { NonEmpty } from './non-empty.ts'

/** A share of one limit. With `windowMs` the amount counts for that long; without, it is held until settled. */
export interface Claim {
  /** Names the limit; a deployment's limits share a prefix, those of a group the part in braces. */
  readonly key: string
  readonly amount: number
  readonly limit: number
  readonly windowMs?: number
  /** Where the store is lost each instance has all of it, and no part. */
  readonly whole?: boolean
}

/** Claims of one attempt: each key at most once. */
export type Claims = readonly Claim[]

/** What an attempt really used of a windowed limit. */
export interface Actual {
  readonly key: string
  readonly amount: number
}

/** Which option was taken, or when the earliest of them could fit. */
export type Reservation = { readonly chosen: number } | { readonly earliestMs: number }

/** Further options, worked out only where the first ones must be asked for: so that one step decides over all. */
export type MoreOptions = () => { readonly options: readonly Claims[]; readonly holdMs: number }

/** A slice of a limit, to be spent by this process without asking again. */
export interface Lease {
  readonly id: string
  readonly key: string
  readonly granted: number
  /** Monotonic, on the clock of the one who asked: not to be spent after. */
  readonly useBeforeMs: number
}

/** What is over, and how much of it nobody took. */
export interface SpentLease {
  readonly lease: Lease
  readonly unused: number
}

/** What was used without a reservation. */
export interface Charge {
  /** The same id counts once. */
  readonly id: string
  readonly key: string
  readonly amount: number
  /** How long it still counts. */
  readonly endsInMs: number
}

/** Whether the store can be asked; `warned`: it can, but is not set up to keep what it promises. */
export type StoreReport =
  | { readonly status: 'lost'; readonly reason: string }
  | { readonly status: 'back'; readonly lostMs: number }
  | { readonly status: 'warned'; readonly reason: string }

/**
 * Seam 2: what instances must agree on. Every step is atomic and idempotent by attempt id; no sliding window ever
 * holds more than its limit by reservations.
 */
export interface StateStore {
  /**
   * Takes the first option of which every claim fits: all of it or nothing. A second call with the same attempt id
   * returns the first answer, if that was a place. A store in memory answers at once, so that nobody chooses meanwhile.
   * What is not settled within `holdMs` is freed by itself. `more` follow `options`, in their count too; a store that
   * answers at once need not look at them: it is asked again.
   */
  reserve(
    attemptId: string,
    options: NonEmpty<Claims>,
    holdMs: number,
    more?: MoreOptions,
  ): Reservation | Promise<Reservation>
  /**
   * How much of each of these limits is taken now, as `reserve` counts it here: a claim fits where `limit` has room for
   * this and its amount. So a slice of this process is taken by what is spent of it, one of others wholly; and where the
   * store is lost, so are the parts of others. Nothing changes. A store that cannot tell is not asked.
   */
  peek?(claims: Claims): readonly number[] | Promise<readonly number[]>
  /**
   * Ends a reservation: held amounts come back, windowed amounts become what was really used (unnamed ones stay as
   * reserved). Unknown and already settled ids do nothing.
   */
  settle(attemptId: string, actuals: readonly Actual[]): Promise<void>
  /**
   * A slice of each of these limits: at most the claim's amount, and at most an eighth of what remains, so that slices
   * shrink as the limit nears and others find room too. Those of which nothing is granted are left out.
   */
  lease(claims: Claims): Promise<readonly Lease[]>
  /** Returns what was not spent. The second time does nothing. */
  giveBack(leases: readonly SpentLease[]): Promise<void>
  /** Counts what was used all the same, whatever the limits say. */
  charge(charges: readonly Charge[]): Promise<void>
  /** Keeps slices of held limits, whose places are in use, for as long again. */
  renew(leases: readonly Lease[]): Promise<readonly Lease[]>
  /** When it is known whether the store answers; never rejects. Absent where it always does. */
  readonly ready?: Promise<void>
  /** How instances tell each other what they remember; absent where there is only this one. */
  readonly channel?: Channel
  /** Hears of trouble, and of its end: once each. */
  watch?(hear: (report: StoreReport) => void): Cancel
  close(): Promise<void>
}
