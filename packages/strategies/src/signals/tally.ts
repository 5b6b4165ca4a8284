const seconds = 60

/** Outcomes of the last 60 s, by the second. */
export class Tally {
  readonly #failures = new Uint32Array(seconds)
  readonly #successes = new Uint32Array(seconds)
  /** The second that was written last; slots after it, round the ring, are older. */
  #last = 0

  success(nowMs: number): void {
    addOne(this.#successes, this.#slot(nowMs))
  }

  failure(nowMs: number): void {
    addOne(this.#failures, this.#slot(nowMs))
  }

  counts(nowMs: number): { readonly failures: number; readonly successes: number } {
    this.#slot(nowMs)
    return { failures: sum(this.#failures), successes: sum(this.#successes) }
  }

  clear(): void {
    this.#failures.fill(0)
    this.#successes.fill(0)
  }

  /** Where this second counts; what is a minute old makes room. */
  #slot(nowMs: number): number {
    const second = Math.floor(nowMs / 1000)
    if (second - this.#last >= seconds) this.clear()
    else
      for (let gone = this.#last + 1; gone <= second; gone++) {
        this.#failures[gone % seconds] = 0
        this.#successes[gone % seconds] = 0
      }
    this.#last = Math.max(this.#last, second)
    return this.#last % seconds
  }
}

const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0)

function addOne(counts: Uint32Array, slot: number): void {
  counts[slot] = (counts[slot] ?? 0) + 1
}
