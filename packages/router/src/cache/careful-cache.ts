import type { CacheAnswers, CacheEntry, Clock, ResponseCache, RouterEvent } from '@turnout/core'

/** How long a cache that failed is not asked. */
const pauseMs = 1_000

const nothing: CacheAnswers = []

/** A cache whose failures are nobody's: it has nothing then, and is left alone for a while. */
export class CarefulCache {
  readonly #inner: ResponseCache
  readonly #clock: Clock
  readonly #emit: ((event: RouterEvent) => void) | undefined
  #askFromMs = -Infinity
  #lostMs: number | undefined

  constructor(inner: ResponseCache, clock: Clock, emit?: (event: RouterEvent) => void) {
    this.#inner = inner
    this.#clock = clock
    this.#emit = emit
  }

  /** What there is; shorter than `keys`, or empty, where it cannot be asked. Never rejects. */
  get(keys: readonly string[]): CacheAnswers | Promise<CacheAnswers> {
    if (this.#isPaused) return nothing
    try {
      const answers = this.#inner.get(keys)
      return answers instanceof Promise ? answers.then(this.#worked, this.#failed) : answers
    } catch (error) {
      return this.#failed(error)
    }
  }

  /** Where that works. Never throws. */
  set(entries: readonly CacheEntry[]): void {
    if (this.#isPaused) return
    try {
      const done = this.#inner.set(entries)
      if (done instanceof Promise) done.catch(this.#failed)
    } catch (error) {
      this.#failed(error)
    }
  }

  readonly #worked = (answers: CacheAnswers): CacheAnswers => {
    if (this.#lostMs !== undefined) {
      const atMs = this.#clock.monotonicMs()
      this.#emit?.({ type: 'cache-back', atMs, lostMs: atMs - this.#lostMs })
      this.#lostMs = undefined
    }
    return answers
  }

  readonly #failed = (error: unknown): CacheAnswers => {
    const atMs = this.#clock.monotonicMs()
    this.#askFromMs = atMs + pauseMs
    if (this.#lostMs === undefined) this.#emit?.({ type: 'cache-lost', atMs, reason: reasonOf(error) })
    this.#lostMs ??= atMs
    return nothing
  }

  get #isPaused(): boolean {
    return this.#clock.monotonicMs() < this.#askFromMs
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
