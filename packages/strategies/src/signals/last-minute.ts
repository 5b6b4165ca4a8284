const seconds = 60

/** A sum over the last 60 s, by the second. */
export class LastMinute {
  readonly #amounts = new Float64Array(seconds)
  #total = 0
  /** The latest second seen; slots after it, round the ring, are older. */
  #last = 0

  /** What is added to a second that has passed out of the minute is not counted. */
  add(amount: number, atMs: number): void {
    const second = Math.floor(atMs / 1000)
    this.#moveTo(second)
    if (this.#last - second >= seconds) return
    const slot = second % seconds
    this.#amounts[slot] = (this.#amounts[slot] ?? 0) + amount
    this.#total += amount
  }

  total(nowMs: number): number {
    this.#moveTo(Math.floor(nowMs / 1000))
    return this.#total
  }

  #moveTo(second: number): void {
    if (second <= this.#last) return
    if (second - this.#last >= seconds) {
      this.#amounts.fill(0)
      this.#total = 0
    } else
      for (let gone = this.#last + 1; gone <= second; gone++) {
        this.#total -= this.#amounts[gone % seconds] ?? 0
        this.#amounts[gone % seconds] = 0
      }
    this.#last = second
  }
}
