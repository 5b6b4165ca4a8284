import { type Cancel, type Clock, sleepOn } from '@turnout/core'
import type { VirtualTime } from './virtual-time.ts'

/** How far the wall clocks of a world have been put forward or back. */
export interface WallClock {
  stepMs: number
}

const ready = Promise.resolve()

/** The clock of one instance: it stops when the instance crashes, and nothing that waits goes on. */
export class InstanceClock implements Clock {
  isDead = false
  /** Timers that have not run: 0 when an instance has left nothing behind. */
  pending = 0
  readonly #time: VirtualTime
  readonly #wall: WallClock

  constructor(time: VirtualTime, wall: WallClock) {
    this.#time = time
    this.#wall = wall
  }

  monotonicMs = (): number => this.#time.nowMs

  wallMs = (): number => this.#time.nowMs + this.#wall.stepMs + 1_700_000_000_000

  timer = (delayMs: number, run: () => void): Cancel => {
    this.pending++
    const timer = this.#time.set(delayMs, () => {
      this.pending--
      if (!this.isDead) run()
    })
    return () => {
      if (this.#time.stop(timer)) this.pending--
    }
  }

  afterwards = (run: () => void): void => void ready.then(() => this.isDead || run())

  sleep: Clock['sleep'] = (delayMs, cancellation) => sleepOn(this, delayMs, cancellation)
}
