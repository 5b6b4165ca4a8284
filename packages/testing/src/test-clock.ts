import { type Clock, sleepOn } from '@turnout/core'
import { turn } from './turn.ts'

interface Timer {
  readonly dueMs: number
  readonly run: () => void
}

/** Time that moves when told to. Timers run in order of due time, each followed by the promises it set off. */
export class TestClock implements Clock {
  #nowMs: number
  #timers: Timer[] = []

  constructor(startMs = 1_000_000) {
    this.#nowMs = startMs
  }

  monotonicMs = (): number => this.#nowMs

  wallMs = (): number => this.#nowMs + 1_700_000_000_000

  timer = (delayMs: number, run: () => void): (() => void) => {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

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
      this.#timers = this.#timers.filter((timer) => timer !== next)
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
      if (!next) break
      await this.advance(next.dueMs - this.#nowMs)
    }
    return watched
  }

  #nextBefore(untilMs: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers)
      if (timer.dueMs <= untilMs && timer.dueMs < (first?.dueMs ?? Infinity)) first = timer
    return first
  }
}

/** Lets everything that is ready to run, run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await turn()
}
