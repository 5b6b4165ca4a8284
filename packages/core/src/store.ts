import type { NonEmpty } from './non-empty.ts'

/** A share of one limit. With `windowMs` the amount counts for that long; without, it is held until settled. */
export interface Claim {
  /** Names the limit; a deployment's limits share a prefix. */
  readonly key: string
  readonly amount: number
  readonly limit: number
  readonly windowMs?: number
}

export type Claims = readonly Claim[]

/** What an attempt really used of a windowed limit. */
export interface Actual {
  readonly key: string
  readonly amount: number
}

/** Which option was taken, or when the earliest of them could fit. */
export type Reservation = { readonly chosen: number } | { readonly earliestMs: number }

/** A slice of a limit, to be spent by this process without asking again. */
export interface Lease {
  readonly id: string
  readonly key: string
  readonly granted: number
  /** Monotonic, on the clock of the one who asked: not to be spent after. */
  readonly useBeforeMs: number
}

/** Soft state of one instance, by deployment id. */
export interface Snapshot {
  readonly instance: string
  readonly atMs: number
  readonly signals: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/**
 * Seam 2: what instances must agree on. Every step is atomic and idempotent by attempt id; no sliding window ever
 * holds more than its limit by reservations.
 */
export interface StateStore {
  /**
   * Takes the first option of which every claim fits: all of it or nothing. A second call with the same attempt id
   * returns the first answer, if that was a place. A store in memory answers at once, so that nobody chooses meanwhile. What is not settled within `holdMs` is freed by itself.
   */
  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation | Promise<Reservation>
  /**
   * Ends a reservation: held amounts come back, windowed amounts become what was really used (unnamed ones stay as
   * reserved). Unknown and already settled ids do nothing.
   */
  settle(attemptId: string, actuals: readonly Actual[]): Promise<void>
  /** A slice of at most `claim.amount` of what remains of a windowed limit; `granted` may be 0. */
  lease(claim: Claim): Promise<Lease>
  /** Returns what was not spent of a lease. */
  giveBack(lease: Lease, unused: number): Promise<void>
  /** Publishes this instance's soft state and returns the others'. */
  exchange(snapshot: Snapshot): Promise<readonly Snapshot[]>
  close(): Promise<void>
}
