/** Who served for so long has not died of its start. */
const lastingMs = 10_000
const firstMs = 100
const longestMs = 10_000

/** How long to wait before a worker is started again: not at all, and then longer and longer where it dies at once. */
export class RestartDelay {
  #inRow = 0

  /** After one that was there for so long. */
  next(lastedMs: number): number {
    if (lastedMs >= lastingMs) this.#inRow = 0
    const delayMs = this.#inRow === 0 ? 0 : Math.min(longestMs, firstMs * 2 ** (this.#inRow - 1))
    this.#inRow++
    return delayMs
  }
}
