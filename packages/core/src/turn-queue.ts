import type { Clock } from './clock.ts'

/** A turn in which there is always more to read may have no end: work does not wait for it longer than this. */
const longestMs = 5

/**
 * Work that comes in one turn of the event loop, piece by piece between other work, done together at its end, or after 5 ms
 * of it. What many
 * do one after the other they do several times as fast side by side: the processor then keeps one part of the code at
 * hand, and not all of it in turns.
 */
export class TurnQueue {
  readonly #clock: Pick<Clock, 'afterwards' | 'monotonicMs'>
  #waiting: (() => void)[] = []
  /** When the first of them came. */
  #sinceMs = 0

  constructor(clock: Pick<Clock, 'afterwards' | 'monotonicMs'>) {
    this.#clock = clock
  }

  /** `run` must not throw. */
  add(run: () => void): void {
    const nowMs = this.#clock.monotonicMs()
    if (this.#waiting.push(run) === 1) {
      this.#sinceMs = nowMs
      this.#clock.afterwards(this.#work)
    } else if (nowMs - this.#sinceMs > longestMs) this.#work()
  }

  readonly #work = (): void => {
    const work = this.#waiting
    this.#waiting = []
    for (const run of work) run()
  }
}
