import type { InstanceClock } from './instance-clock.ts'
import type { StoreFault } from './world.ts'

/** No request waits longer for the store. */
const patienceMs = 50
const slowMs = 120

export interface WireParts {
  readonly clock: InstanceClock
  readonly delayMs: number
  /** What is wrong with the way, now. */
  readonly fault: () => StoreFault | undefined
  /** The time of the world, from its beginning. */
  readonly sinceStartMs: () => number
  /** On the side of the store: goes on when the instance is dead. */
  readonly later: (ms: number, run: () => void) => void
}

/** The way from one instance to the store and back. */
export class Wire {
  readonly #parts: WireParts

  constructor(parts: WireParts) {
    this.#parts = parts
  }

  /** Rejects when the answer does not come in time: `work` may have been done all the same, or will be; or twice, if that is harmless. */
  ask<T>(work: () => T | Promise<T>, isOnceOnly = false): Promise<T> {
    const { clock, delayMs, later, sinceStartMs } = this.#parts
    return new Promise((resolve, reject) => {
      if (clock.isDead) return
      const fault = this.#parts.fault()
      if (fault?.kind === 'lost') {
        clock.timer(1, () => reject(new Error('simulated: the store is lost')))
        return
      }
      const stop = clock.timer(patienceMs, () => reject(new Error('simulated: the store did not answer in time')))
      const there = fault?.kind === 'frozen' ? fault.toMs - sinceStartMs() : delayMs / 2
      const back = fault?.kind === 'slow' ? slowMs : delayMs / 2
      later(there, () => {
        const answer = Promise.resolve(work())
        if (fault?.kind === 'twice' && !isOnceOnly) void work()
        if (fault?.kind === 'mute') return
        void answer.then((value) =>
          clock.timer(back, () => {
            stop()
            resolve(value)
          }),
        )
      })
    })
  }
}
