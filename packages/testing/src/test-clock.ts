import { type Clock, sleepOn } from '@turnout/core'
import { turn } from './turn.ts'

interface Timer {
  readonly dueMs: number
  readonly run: () => void
}

/** Time that moves when told to. Timers run in order of due time, each followed by the promises it set off. */
export class TestClock implements Clock {
  #nowMs: number
  /** The latest first; of equals the one set last, so that the next to run is always at the end. */
  readonly #timers: Timer[] = []

  constructor(startMs = 1_000_000) {
    this.#nowMs = startMs
  }

  monotonicMs = (): number => this.#nowMs

  wallMs = (): number => this.#nowMs + 1_700_000_000_000

  timer = (delayMs: number, run: () => void): (() => void) => {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), run }
    this.#timers.splice(this.#placeOf(timer), 0, timer)
    return () => {
      for (let i = this.#placeOf(timer); this.#timers[i]?.dueMs === timer.dueMs; i++)
        if (this.#timers[i] === timer) this.#timers.splice(i, 1)
    }
  }

  afterwards = (run: () => void): void => queueMicrotask(run)

  sleep: Clock['sleep'] = (delayMs, cancellation) => sleepOn(this, delayMs, cancellation)

  /** Timers not yet run: 0 when nothing was left behind. */
  get pending(): number {
    return this.#timers.length
  }

  /** Moves time by `ms`, running what falls due on the way. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    await settle()
    for (let next = this.#nextBefore(untilMs); next; next = this.#nextBefore(untilMs)) {
      this.#timers.pop()
      this.#nowMs = next.dueMs
      next.run()
      await settle()
    }
    this.#nowMs = untilMs
  }

  /** Runs `work` to its end, moving time to the next timer whenever it waits for one. */
  async finish<T>(work: Promise<T>): Promise<T> {
    let done = false
    const watched = work.finally(() => {
      done = true
    })
    watched.catch(() => {})
    await settle()
    while (!done) {
      const next = this.#nextBefore(Infinity)
      if (next) await this.advance(next.dueMs - this.#nowMs)
      // It waits for something that is no timer, such as a module that is loaded.
      else await turn()
    }
    return watched
  }

  #nextBefore(untilMs: number): Timer | undefined {
    const next = this.#timers.at(-1)
    return next && next.dueMs <= untilMs ? next : undefined
  }

  /** The index of the first timer that is not due later. */
  #placeOf({ dueMs }: Timer): number {
    let [low, high] = [0, this.#timers.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#timers[middle]?.dueMs ?? 0) > dueMs) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Lets everything that is ready to run, run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await turn()
}
