import type { Clock } from '@turnout/core'

/** What one turn of the event loop does for new requests, so that nobody waits for long turns. */
const budgetMs = 10

/** Knows how far a turn of the event loop has come, from its first request on. */
export class TurnBudget {
  readonly #clock: Clock
  #isInTurn = false
  #beganMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Asked for each request. */
  isSpent(): boolean {
    const nowMs = this.#clock.monotonicMs()
    if (!this.#isInTurn) {
      this.#isInTurn = true
      this.#beganMs = nowMs
      this.#clock.afterwards(this.#end)
    }
    return nowMs - this.#beganMs > budgetMs
  }

  readonly #end = (): void => {
    this.#isInTurn = false
  }
}
