const seconds = 60

/** Outcomes of the last 60 s, by the second. */
export class Tally {
  readonly #failures = noCounts()
  readonly #successes = noCounts()
  /** Their sums, because they are asked for more often than anything happens. */
  #failed = 0
  #succeeded = 0
  /** The second that was written last; slots after it, round the ring, are older. */
  #last = 0

  success(nowMs: number): void {
    addOne(this.#successes, this.#slot(nowMs))
    this.#succeeded++
  }

  failure(nowMs: number): void {
    addOne(this.#failures, this.#slot(nowMs))
    this.#failed++
  }

  counts(nowMs: number): { readonly failures: number; readonly successes: number } {
    this.#slot(nowMs)
    return { failures: this.#failed, successes: this.#succeeded }
  }

  clear(): void {
    this.#failures.fill(0)
    this.#successes.fill(0)
    this.#failed = 0
    this.#succeeded = 0
  }

  /** Where this second counts; what is a minute old makes room. */
  #slot(nowMs: number): number {
    const second = Math.floor(nowMs / 1000)
    if (second - this.#last >= seconds) this.clear()
    else for (let gone = this.#last + 1; gone <= second; gone++) this.#forget(gone % seconds)
    this.#last = Math.max(this.#last, second)
    return this.#last % seconds
  }

  #forget(slot: number): void {
    this.#failed -= this.#failures[slot] ?? 0
    this.#succeeded -= this.#successes[slot] ?? 0
    this.#failures[slot] = 0
    this.#successes[slot] = 0
  }
}

/** Not a typed array: that has its numbers elsewhere, and costs a hundred times as much to make. */
const noCounts = (): number[] => new Array<number>(seconds).fill(0)

function addOne(counts: number[], slot: number): void {
  counts[slot] = (counts[slot] ?? 0) + 1
}
