import type { Clock } from './clock.ts'

/**
 * Work that comes in one turn of the event loop, piece by piece between other work, done together at its end. What many
 * do one after the other they do several times as fast side by side: the processor then keeps one part of the code at
 * hand, and not all of it in turns.
 */
export class TurnQueue {
  readonly #clock: Pick<Clock, 'afterwards' | 'monotonicMs'>
  readonly #budgetMs: () => number
  #waiting: (() => void)[] = []
  #isBehind = false

  /** `budgetMs`: after so long the rest is left to the turn after; Infinity, the default, for all at once. */
  constructor(clock: Pick<Clock, 'afterwards' | 'monotonicMs'>, budgetMs: () => number = () => Infinity) {
    this.#clock = clock
    this.#budgetMs = budgetMs
  }

  /** Whether there is work from an earlier turn. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  /** `run` must not throw. */
  add(run: () => void): void {
    if (this.#waiting.push(run) === 1) this.#clock.afterwards(this.#work)
  }

  readonly #work = (): void => {
    const work = this.#waiting
    this.#waiting = []
    const budgetMs = this.#budgetMs()
    const done = budgetMs === Infinity ? runAll(work) : this.#runFor(budgetMs, work)
    this.#isBehind = done < work.length
    if (!this.#isBehind) return
    if (this.#waiting.length === 0) this.#clock.afterwards(this.#work)
    this.#waiting = [...work.slice(done), ...this.#waiting]
  }

  /** How many were done. */
  #runFor(budgetMs: number, work: readonly (() => void)[]): number {
    const untilMs = this.#clock.monotonicMs() + budgetMs
    for (const [at, run] of work.entries()) {
      if (at > 0 && this.#clock.monotonicMs() >= untilMs) return at
      run()
    }
    return work.length
  }
}

function runAll(work: readonly (() => void)[]): number {
  for (const run of work) run()
  return work.length
}
