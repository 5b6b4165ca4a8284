import type { Claims, NonEmpty, Reservation, StateStore } from '@turnout/core'

/** A store elsewhere: every step may fail, and nobody knows then whether it was done. */
export interface RemoteStore extends Omit<StateStore, 'ready' | 'watch'> {
  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation>
  peek(claims: Claims): Promise<readonly number[]>
  /** Undoes a reservation of which nobody knows whether it was made, or still will be. */
  cancel(attemptId: string, options: NonEmpty<Claims>): Promise<void>
  /** Takes over an attempt that was admitted without the store, so long ago: whatever the limits say, as if it had been asked. */
  adopt(attemptId: string, claims: Claims, holdMs: number, agoMs: number): Promise<void>
  /** Resolves when the store can be written to. */
  probe(): Promise<void>
}
