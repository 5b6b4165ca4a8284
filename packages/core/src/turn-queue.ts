import type { Clock } from './clock.ts'

/** A turn in which there is always more to read may have no end: work does not wait for it longer than this. */
const longestMs = 5

/**
 * Work that comes in one turn of the event loop, piece by piece between other work: done together at the turn's end, or
 * with the next piece that comes more than 5 ms after the first. Side by side it costs the processor less than one after
 * the other, because one part of the code is then at hand, and not all of it in turns.
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
