import type { Clock } from '@turnout/core'

/** What a turn of the event loop does for new requests before it refuses them, so that none waits for long turns. */
const serveMs = 5
/** Then it refuses for so long at the most: clients that ask again at once must not keep it from serving. */
const refuseMs = 5

/** Divides turns of the event loop, which have no end where clients are many, into time to serve and time to refuse. */
export class TurnBudget {
  readonly #clock: Clock
  #isInTurn = false
  #serves = true
  /** When what it does now is over. */
  #untilMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether the time to serve is over; asked for each request. */
  isSpent(): boolean {
    const nowMs = this.#clock.monotonicMs()
    if (!this.#isInTurn) {
      this.#isInTurn = true
      this.#clock.afterwards(this.#end)
      this.#begin(true, nowMs)
    } else if (nowMs > this.#untilMs) this.#begin(!this.#serves, nowMs)
    return !this.#serves
  }

  #begin(serves: boolean, nowMs: number): void {
    this.#serves = serves
    this.#untilMs = nowMs + (serves ? serveMs : refuseMs)
  }

  readonly #end = (): void => {
    this.#isInTurn = false
  }
}
