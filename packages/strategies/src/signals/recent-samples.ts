/** What samples say, where there are any. */
export interface Sampled {
  readonly count: number
  readonly mean: number
  /** How far one sample is from the mean (standard deviation); 0 where there is only one. */
  readonly deviation: number
}

/** The most recent `size` samples that are not older than `ttlMs`. */
export class RecentSamples implements Sampled {
  count = 0
  mean = 0
  deviation = 0
  readonly #values: number[] = []
  readonly #timesMs: number[] = []
  readonly #size: number
  readonly #ttlMs: number
  /** Where the oldest one is; younger ones follow, round the ring. */
  #first = 0

  constructor(size: number, ttlMs: number) {
    this.#size = size
    this.#ttlMs = ttlMs
  }

  add(value: number, nowMs: number): void {
    if (this.count === this.#size) this.#dropOldest()
    const at = (this.#first + this.count) % this.#size
    this.#values[at] = value
    this.#timesMs[at] = nowMs
    this.count++
    this.#addUp()
  }

  /** Undefined without samples. */
  at(nowMs: number): Sampled | undefined {
    if (this.count > 0 && this.#isOld(nowMs)) this.#forget(nowMs)
    return this.count === 0 ? undefined : this
  }

  #isOld(nowMs: number): boolean {
    return nowMs - (this.#timesMs[this.#first] ?? 0) >= this.#ttlMs
  }

  #forget(nowMs: number): void {
    while (this.count > 0 && this.#isOld(nowMs)) this.#dropOldest()
    this.#addUp()
  }

  #dropOldest(): void {
    this.#first = (this.#first + 1) % this.#size
    this.count--
  }

  /** Anew each time: a sum that is added to and taken from drifts. */
  #addUp(): void {
    let sum = 0
    for (let i = 0; i < this.count; i++) sum += this.#value(i)
    this.mean = sum / this.count
    let squares = 0
    for (let i = 0; i < this.count; i++) squares += (this.#value(i) - this.mean) ** 2
    this.deviation = this.count > 1 ? Math.sqrt(squares / (this.count - 1)) : 0
  }

  #value(nth: number): number {
    return this.#values[(this.#first + nth) % this.#size] ?? 0
  }
}
