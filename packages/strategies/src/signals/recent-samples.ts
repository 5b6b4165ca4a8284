/** The most recent `size` samples that are not older than `ttlMs`, and their mean. */
export class RecentSamples {
  readonly #values: number[] = []
  readonly #timesMs: number[] = []
  readonly #size: number
  readonly #ttlMs: number
  /** Where the oldest one is; younger ones follow, round the ring. */
  #first = 0
  #count = 0
  #sum = 0

  constructor(size: number, ttlMs: number) {
    this.#size = size
    this.#ttlMs = ttlMs
  }

  add(value: number, nowMs: number): void {
    if (this.#count === this.#size) this.#dropOldest()
    const at = (this.#first + this.#count) % this.#size
    this.#values[at] = value
    this.#timesMs[at] = nowMs
    this.#count++
    this.#addUp()
  }

  /** Undefined without samples. */
  mean(nowMs: number): number | undefined {
    if (this.#count > 0 && this.#isOld(nowMs)) this.#forget(nowMs)
    return this.#count === 0 ? undefined : this.#sum / this.#count
  }

  #isOld(nowMs: number): boolean {
    return nowMs - (this.#timesMs[this.#first] ?? 0) >= this.#ttlMs
  }

  #forget(nowMs: number): void {
    while (this.#count > 0 && this.#isOld(nowMs)) this.#dropOldest()
    this.#addUp()
  }

  #dropOldest(): void {
    this.#first = (this.#first + 1) % this.#size
    this.#count--
  }

  /** Anew each time: a sum that is added to and taken from drifts. */
  #addUp(): void {
    this.#sum = 0
    for (let i = 0; i < this.#count; i++) this.#sum += this.#values[(this.#first + i) % this.#size] ?? 0
  }
}
