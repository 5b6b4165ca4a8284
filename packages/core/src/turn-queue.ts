import type { Clock } from './clock.ts'

/**
 * Work that comes in one turn of the event loop, piece by piece between other work, done together at its end. What many
 * do one after the other they do several times as fast side by side: the processor then keeps one part of the code at
 * hand, and not all of it in turns.
 */
export class TurnQueue {
  readonly #clock: Pick<Clock, 'afterwards'>
  #waiting: (() => void)[] = []

  constructor(clock: Pick<Clock, 'afterwards'>) {
    this.#clock = clock
  }

  /** `run` must not throw. */
  add(run: () => void): void {
    if (this.#waiting.push(run) === 1) this.#clock.afterwards(this.#work)
  }

  readonly #work = (): void => {
    const work = this.#waiting
    this.#waiting = []
    for (const run of work) run()
  }
}
