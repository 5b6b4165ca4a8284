import type { Claims, NonEmpty, Reservation, StateStore } from '@turnout/core'

/** A store elsewhere: every step may fail, and nobody knows then whether it was done. */
export interface RemoteStore extends Omit<StateStore, 'ready' | 'watch'> {
  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation>
  /** Undoes a reservation of which nobody knows whether it was made, or still will be. */
  cancel(attemptId: string, options: NonEmpty<Claims>): Promise<void>
  /** Takes over an attempt that was admitted without the store: holds what it holds until it is settled. */
  adopt(attemptId: string, held: Claims, holdMs: number): Promise<void>
  /** Resolves when the store can be written to. */
  probe(): Promise<void>
}
