import { type CancelScope, type Clock, ProviderError } from '@turnout/core'
import { deadlinePassed } from './deadline.ts'
import type { LimitTimer, Timed } from './limit-timer.ts'

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
export class TimeLimit implements Timed {
  place = -1
  readonly #timer: LimitTimer
  readonly #clock: Clock
  readonly #scope: CancelScope
  /** Monotonic; Infinity without a deadline. */
  #deadlineMs: number
  #bound: Bound
  #sinceMs: number
  #awaySinceMs: number | undefined

  constructor(timer: LimitTimer, scope: CancelScope, deadlineMs: number, bound: Bound) {
    this.#timer = timer
    this.#clock = timer.clock
    this.#scope = scope
    this.#deadlineMs = deadlineMs
    this.#bound = bound
    this.#sinceMs = this.#clock.monotonicMs()
    timer.add(this, this.#leftMs(this.#sinceMs), this.#sinceMs)
  }

  /** Another bound and deadline, from now on. */
  rebind(bound: Bound, deadlineMs = this.#deadlineMs): void {
    this.#bound = bound
    this.#deadlineMs = deadlineMs
    this.#sinceMs = this.#clock.monotonicMs()
    this.#timer.add(this, this.#leftMs(this.#sinceMs), this.#sinceMs)
  }

  /** The reader has what it asked for, and is elsewhere. `progress`: the bound, which is one on silence, starts again. */
  away(progress = false): void {
    const nowMs = this.#clock.monotonicMs()
    if (progress) this.#sinceMs = nowMs
    this.#awaySinceMs = nowMs
  }

  /** The reader waits for the provider again. */
  back(): void {
    if (this.#awaySinceMs === undefined) return
    const nowMs = this.#clock.monotonicMs()
    const spentMs = this.#awaySinceMs - this.#sinceMs
    this.#sinceMs = nowMs - spentMs
    this.#awaySinceMs = undefined
    // After content hardly anything is spent, and the next look comes in time.
    if (spentMs > 1) this.#timer.add(this, this.#leftMs(nowMs), nowMs)
  }

  stop(): void {
    this.#timer.remove(this)
  }

  look(nowMs: number): number | undefined {
    if (nowMs < this.#endMs - earlyMs) return this.#leftMs(nowMs)
    this.#scope.cancel(this.#endMs === this.#deadlineMs ? deadlinePassed() : this.#inForce.failure())
    return undefined
  }

  /** At most the shorter bound, so that whichever is in force is seen in time. */
  #leftMs(nowMs: number): number {
    return Math.max(0, Math.min(this.#endMs - nowMs, this.#bound.limitMs))
  }

  get #inForce(): Bound {
    return this.#awaySinceMs === undefined ? this.#bound : unread
  }

  get #endMs(): number {
    return Math.min((this.#awaySinceMs ?? this.#sinceMs) + this.#inForce.limitMs, this.#deadlineMs)
  }
}
