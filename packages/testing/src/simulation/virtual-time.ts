import type { Cancel } from '@turnout/core'
import { whenDrained } from './when-drained.ts'

/** Something that is to run at some time. */
export interface Timer {
  readonly dueMs: number
  /** Decides between those that are due at the same time. */
  readonly place: number
  readonly seq: number
  /** Undefined: it has run, or was stopped. */
  run: (() => void) | undefined
}

/**
 * Time that moves from one timer to the next, each with all the promises it sets off. A heap, and no turn of the event
 * loop: what `TestClock` is for a test, this is for a million of them.
 */
export class VirtualTime {
  nowMs: number
  readonly #heap: Timer[] = []
  readonly #placeOf: () => number
  #seq = 0
  #stopped = 0

  /** `placeOf`: the order of timers that are due at the same time; default: as they were set. */
  constructor(startMs: number, placeOf: () => number = () => 0) {
    this.nowMs = startMs
    this.#placeOf = placeOf
  }

  timer(delayMs: number, run: () => void): Cancel {
    const timer = this.set(delayMs, run)
    return () => void this.stop(timer)
  }

  set(delayMs: number, run: () => void): Timer {
    const timer: Timer = {
      dueMs: this.nowMs + Math.min(Math.max(0, delayMs), 2 ** 31 - 1),
      place: this.#placeOf(),
      seq: ++this.#seq,
      run,
    }
    this.#push(timer)
    return timer
  }

  /** Whether it was still to run. */
  stop(timer: Timer): boolean {
    if (timer.run === undefined) return false
    timer.run = undefined
    this.#stopped++
    return true
  }

  /** Timers that have not run, and were not stopped. */
  get pending(): number {
    return this.#heap.length - this.#stopped
  }

  /** Moves time to `untilMs`, or until `isOver` says so; `after` is called whenever nothing is ready to run. */
  run(untilMs: number, after: () => void, isOver: () => boolean = () => false): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const turn = (): void => {
      try {
        after()
        if (isOver()) resolve()
        else if (this.#step(untilMs)) whenDrained(turn)
        else resolve()
      } catch (error) {
        reject(error)
      }
    }
    whenDrained(turn)
    return promise
  }

  /** Runs the next timer, and whether there was one; else it is `untilMs`. */
  #step(untilMs: number): boolean {
    const next = this.#next(untilMs)
    if (!next) {
      if (untilMs < Infinity) this.nowMs = untilMs
      return false
    }
    this.nowMs = next.dueMs
    const { run } = next
    next.run = undefined
    run?.()
    return true
  }

  #next(untilMs: number): Timer | undefined {
    for (let first = this.#heap[0]; first && first.dueMs <= untilMs; first = this.#heap[0]) {
      this.#pop()
      if (first.run) return first
      this.#stopped--
    }
    return undefined
  }

  #push(timer: Timer): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(timer)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (!above || !isBefore(timer, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = timer
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      const left = heap[child]
      const right = heap[child + 1]
      if (!left) break
      let least = left
      if (right && isBefore(right, left)) {
        least = right
        child++
      }
      if (!isBefore(least, last)) break
      heap[at] = least
      at = child
    }
    heap[at] = last
  }
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.dueMs !== other.dueMs
    ? one.dueMs < other.dueMs
    : one.place !== other.place
      ? one.place < other.place
      : one.seq < other.seq
