import type { CacheAnswers, CacheEntry, Clock, ResponseCache } from '@turnout/core'
import type { EventHub } from '../events/event-hub.ts'
import { inTime } from './in-time.ts'

/** How long what failed is not tried. */
const pauseMs = 1_000

const nothing: CacheAnswers = []

/** One of the two things that a cache does: a full one can still be read. */
interface Ability {
  fromMs: number
  isLost: boolean
}

/** A cache whose failures are nobody's: it has nothing then, and is left alone for a while. */
export class CarefulCache {
  readonly #inner: ResponseCache
  readonly #clock: Clock
  readonly #events: Pick<EventHub, 'emit'> | undefined
  readonly #reading: Ability = { fromMs: -Infinity, isLost: false }
  readonly #writing: Ability = { fromMs: -Infinity, isLost: false }
  #lostMs = 0
  #isClosed = false

  constructor(inner: ResponseCache, clock: Clock, events?: Pick<EventHub, 'emit'>) {
    this.#inner = inner
    this.#clock = clock
    this.#events = events
  }

  /** What there is; shorter than `keys`, or empty, where it cannot be asked. Never rejects. */
  get(keys: readonly string[]): CacheAnswers | Promise<CacheAnswers> {
    if (this.#isPaused(this.#reading)) return nothing
    const failed = (error: unknown): CacheAnswers => {
      this.#lose(this.#reading, error)
      return nothing
    }
    const worked = (answers: CacheAnswers): CacheAnswers => {
      if (!Array.isArray(answers)) return failed(new TypeError('it answers with what is no list'))
      this.#find(this.#reading)
      return answers
    }
    try {
      const answers = this.#inner.get(keys)
      return isPromise(answers) ? inTime(this.#clock, answers).then(worked, failed) : worked(answers)
    } catch (error) {
      return failed(error)
    }
  }

  /** Where that works. Never throws. */
  set(entries: readonly CacheEntry[]): void {
    if (this.#isPaused(this.#writing)) return
    const failed = (error: unknown): void => this.#lose(this.#writing, error)
    const worked = (): void => this.#find(this.#writing)
    try {
      const done = this.#inner.set(entries)
      if (isPromise(done)) Promise.resolve(done).then(worked, failed)
      else worked()
    } catch (error) {
      failed(error)
    }
  }

  /** Nothing is asked of it any more. Requests may still run that would: what fails then is no news. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#inner.close?.()
  }

  #isPaused({ isLost, fromMs }: Ability): boolean {
    return this.#isClosed || (isLost && this.#clock.monotonicMs() < fromMs)
  }

  get #isLost(): boolean {
    return this.#reading.isLost || this.#writing.isLost
  }

  #lose(ability: Ability, error: unknown): void {
    if (this.#isClosed) return
    const atMs = this.#clock.monotonicMs()
    ability.fromMs = atMs + pauseMs
    if (!this.#isLost) {
      this.#lostMs = atMs
      this.#events?.emit?.({ type: 'cache-lost', atMs, reason: reasonOf(error) })
    }
    ability.isLost = true
  }

  #find(ability: Ability): void {
    if (!ability.isLost) return
    ability.isLost = false
    if (this.#isLost) return
    const atMs = this.#clock.monotonicMs()
    this.#events?.emit?.({ type: 'cache-back', atMs, lostMs: atMs - this.#lostMs })
  }
}

/** Of whatever kind: a cache may be somebody's own. */
const isPromise = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
