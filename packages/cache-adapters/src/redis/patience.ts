import type { Cancel, Clock } from '@turnout/core'

/** The time for an answer has so many turns: the first of them may be almost over. */
const turns = 6

interface Waiting {
  readonly untilTurn: number
  readonly giveUp: () => void
  isOver: boolean
}

/**
 * Bounds the wait for answers. Time is counted in turns that this process really had: one that stood still, because it or
 * the machine was busy, finds the answer in its mailbox, and must not take it for late.
 */
export class Patience {
  readonly #clock: Clock
  readonly #turnMs: number
  readonly #waiting: Waiting[] = []
  #turn = 0
  #next: Cancel | undefined

  constructor(clock: Clock, ms: number) {
    this.#clock = clock
    this.#turnMs = Math.max(1, Math.floor(ms / turns))
  }

  /** The answer; rejects when it takes too long. */
  wait<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        untilTurn: this.#turn + turns,
        giveUp: () => reject(new Error('Command timed out')),
        isOver: false,
      }
      this.#waiting.push(waiting)
      this.#next ??= this.#clock.timer(this.#turnMs, () => this.#take())
      const over = () => {
        waiting.isOver = true
      }
      answer.then(resolve, reject).then(over)
    })
  }

  #take(): void {
    this.#turn++
    while (this.#waiting[0] && (this.#waiting[0].isOver || this.#waiting[0].untilTurn <= this.#turn)) {
      const waiting = this.#waiting.shift()
      if (!waiting?.isOver) waiting?.giveUp()
    }
    this.#next = this.#waiting.length > 0 ? this.#clock.timer(this.#turnMs, () => this.#take()) : undefined
  }

  /** Nobody waits any more. */
  close(): void {
    this.#next?.()
    for (const { isOver, giveUp } of this.#waiting.splice(0)) if (!isOver) giveUp()
  }
}
