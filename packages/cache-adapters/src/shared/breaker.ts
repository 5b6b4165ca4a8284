import type { Clock } from '@turnout/core'

/** So many in a row, or so many within a second. */
const failuresInRow = 5
const failuresInSecond = 3

/** Says when a store that fails should not be asked any more. What happens then is its owner's business. */
export class Breaker {
  /** Since when it is not to be asked (monotonic ms); undefined: it may be. */
  openedMs: number | undefined
  readonly #clock: Clock
  readonly #onOpen: () => void
  #inRow = 0
  #recentMs: number[] = []

  constructor(clock: Clock, onOpen: () => void) {
    this.#clock = clock
    this.#onOpen = onOpen
  }

  success(): void {
    this.#inRow = 0
  }

  failure(): void {
    if (this.openedMs !== undefined) return
    const nowMs = this.#clock.monotonicMs()
    this.#inRow++
    this.#recentMs = [...this.#recentMs.filter((atMs) => nowMs - atMs < 1_000), nowMs]
    if (this.#inRow >= failuresInRow || this.#recentMs.length >= failuresInSecond) this.open()
  }

  open(): void {
    if (this.openedMs !== undefined) return
    this.openedMs = this.#clock.monotonicMs()
    this.#onOpen()
  }

  close(): void {
    this.openedMs = undefined
    this.#inRow = 0
    this.#recentMs = []
  }
}
