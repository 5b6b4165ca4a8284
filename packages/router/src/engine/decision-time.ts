import type { Clock } from '@turnout/core'

/** The time of a decision: read once, and the same for everything that is looked at in it. */
export class DecisionTime {
  readonly #clock: Clock
  ms: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.ms = clock.monotonicMs()
  }

  read(): number {
    this.ms = this.#clock.monotonicMs()
    return this.ms
  }
}
