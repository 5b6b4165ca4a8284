import { Bag, type Cancel, type Clock, type InBag } from '@turnout/core'

/** What may be over at some time, and wants to be looked at then. */
export interface Timed extends InBag {
  /** Ends it where it is over; else when to look again, in ms from now. */
  look(nowMs: number): number | undefined
}

/** One timer for all that runs, set for whoever is to be looked at first, and none while nothing runs. */
export class LimitTimer {
  readonly clock: Clock
  readonly #timed = new Bag<Timed>()
  #atMs = Infinity
  #stop: Cancel | undefined

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** Looks at it after so long from `nowMs` on, or sooner. Also for one that is known, and is to be looked at sooner than it said. */
  add(timed: Timed, afterMs: number, nowMs = this.clock.monotonicMs()): void {
    this.#timed.add(timed)
    const atMs = nowMs + afterMs
    if (atMs < this.#atMs) this.#arm(atMs, afterMs)
  }

  remove(timed: Timed): void {
    if (this.#timed.delete(timed) && this.#timed.size === 0) this.#disarm()
  }

  #arm(atMs: number, afterMs: number): void {
    this.#stop?.()
    this.#atMs = atMs
    this.#stop = this.clock.timer(Math.max(0, afterMs), this.#look)
  }

  #disarm(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#atMs = Infinity
  }

  /** All of them: by then most have moved their end away, and are not to be looked at for long. */
  readonly #look = (): void => {
    this.#disarm()
    const nowMs = this.clock.monotonicMs()
    let nextMs = Infinity
    for (const timed of this.#timed) {
      // What was over may have ended others.
      if (timed.place === -1) continue
      const afterMs = timed.look(nowMs)
      if (afterMs === undefined) this.#timed.delete(timed)
      else nextMs = Math.min(nextMs, afterMs)
    }
    if (this.#timed.size > 0 && nowMs + nextMs < this.#atMs) this.#arm(nowMs + nextMs, nextMs)
  }
}
