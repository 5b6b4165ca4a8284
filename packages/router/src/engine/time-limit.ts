import { type Cancel, type CancelScope, type Clock, ProviderError } from '@turnout/core'
import { deadlinePassed } from './deadline.ts'

/** So long, and what it is called when it is over. */
export interface Bound {
  readonly limitMs: number
  readonly failure: () => ProviderError
}

/** A reader who stays away longer holds a connection for nobody. */
const unread: Bound = {
  limitMs: 60_000,
  failure: () => new ProviderError('cancelled', 'The stream was not read for 60 s.'),
}

/** Timers may fire this much too soon. */
const earlyMs = 0.5

/**
 * One attempt's clock: cancels its scope when a bound is reached or the request's deadline has passed, whichever comes
 * first, until it is stopped. Time that the reader of a stream spends elsewhere is the reader's, not the provider's.
 */
export class TimeLimit {
  readonly #clock: Clock
  readonly #scope: CancelScope
  /** Monotonic; Infinity without a deadline. */
  #deadlineMs: number
  #bound: Bound
  #sinceMs: number
  #awaySinceMs: number | undefined
  #stop: Cancel | undefined

  constructor(clock: Clock, scope: CancelScope, deadlineMs: number, bound: Bound) {
    this.#clock = clock
    this.#scope = scope
    this.#deadlineMs = deadlineMs
    this.#bound = bound
    this.#sinceMs = clock.monotonicMs()
    this.#arm(this.#sinceMs)
  }

  /** Another bound and deadline, from now on. */
  rebind(bound: Bound, deadlineMs = this.#deadlineMs): void {
    this.#stop?.()
    this.#bound = bound
    this.#deadlineMs = deadlineMs
    this.progress()
    this.#arm(this.#sinceMs)
  }

  /** Starts the bound again: what it bounds is silence. */
  progress(): void {
    this.#sinceMs = this.#clock.monotonicMs()
  }

  /** The reader has what it asked for, and is elsewhere. */
  away(): void {
    this.#awaySinceMs = this.#clock.monotonicMs()
  }

  /** The reader waits for the provider again. */
  back(): void {
    if (this.#awaySinceMs === undefined) return
    this.#sinceMs += this.#clock.monotonicMs() - this.#awaySinceMs
    this.#awaySinceMs = undefined
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  /** The timer comes round at least as often as the shorter bound, so that whichever is in force is seen in time. */
  #arm(nowMs: number): void {
    const delayMs = Math.max(0, Math.min(this.#endMs - nowMs, this.#bound.limitMs))
    this.#stop = this.#clock.timer(delayMs, () => {
      const atMs = this.#clock.monotonicMs()
      if (atMs < this.#endMs - earlyMs) this.#arm(atMs)
      else this.#scope.cancel(this.#endMs === this.#deadlineMs ? deadlinePassed() : this.#inForce.failure())
    })
  }

  get #inForce(): Bound {
    return this.#awaySinceMs === undefined ? this.#bound : unread
  }

  get #endMs(): number {
    return Math.min((this.#awaySinceMs ?? this.#sinceMs) + this.#inForce.limitMs, this.#deadlineMs)
  }
}
