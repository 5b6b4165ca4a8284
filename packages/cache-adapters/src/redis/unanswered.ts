import type { Clock } from '@turnout/core'
import { Patience } from './patience.ts'

/** While an answer is late, the server is asked once in so long. */
const tryEveryMs = 1_000
/** What may wait to be written. */
const mostBytes = 16 * 1024 * 1024

/**
 * What a server was asked and has not answered. It answers in order: while an answer is late, what is asked after it would
 * be later still, and is not asked.
 */
export class Unanswered {
  readonly #clock: Clock
  readonly #patience: Patience
  #bytes = 0
  #late = 0
  #askedMs = -Infinity
  #isClosed = false

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock
    this.#patience = new Patience(clock, timeoutMs)
  }

  /** The answer; rejects when it takes too long, or would. `bytes` wait until there is one, in time or not. */
  async ask<T>(send: () => Promise<T>, bytes = 0): Promise<T> {
    if (this.#isClosed) throw new Error('Connection is closed.')
    const nowMs = this.#clock.monotonicMs()
    if (this.#late > 0 && nowMs - this.#askedMs < tryEveryMs) throw new Error('Command timed out')
    const isTooMuch = this.#bytes > 0 && bytes > 0 && this.#bytes + bytes > mostBytes
    if (isTooMuch) throw new Error('too much is waiting to be written')
    this.#askedMs = nowMs
    const answer = send()
    this.#bytes += bytes
    let [isOver, isLate] = [false, false]
    const over = () => {
      isOver = true
      this.#bytes -= bytes
      if (isLate) this.#late--
    }
    answer.then(over, over)
    try {
      return await this.#patience.wait(answer)
    } catch (error) {
      isLate = !isOver
      if (isLate) this.#late++
      throw error
    }
  }

  /** Nobody waits any more, and nothing is asked. */
  close(): void {
    this.#isClosed = true
    this.#patience.close()
  }
}
