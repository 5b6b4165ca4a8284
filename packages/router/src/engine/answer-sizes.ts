import type { AttemptEnd } from '@turnout/core'

const most = 50
/** Of the answers seen, this share was not longer than what is reserved for one. */
const share = 0.9

/** How long a deployment's answers are, in tokens: of the latest, in the order they came and in that of their size. */
export class AnswerSizes {
  readonly #latest: number[] = []
  readonly #sorted: number[] = []
  #next = 0

  /** `choices`: how many answers the tokens are of. */
  end({ usage, usageEstimated }: AttemptEnd, choices: number): void {
    if (!usage || usageEstimated) return
    const size = usage.completion_tokens / choices
    if (!Number.isFinite(size)) return
    const oldest = this.#latest[this.#next]
    if (oldest !== size) {
      if (oldest !== undefined) this.#sorted.splice(this.#placeOf(oldest), 1)
      this.#sorted.splice(this.#placeOf(size), 0, size)
      this.#latest[this.#next] = size
    }
    this.#next = (this.#next + 1) % most
  }

  /** What nine of ten answers do not exceed; undefined before anything is known. */
  get expected(): number | undefined {
    return this.#sorted[Math.floor(share * (this.#sorted.length - 1))]
  }

  /** Of the first that is not smaller. */
  #placeOf(size: number): number {
    let [from, to] = [0, this.#sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#sorted[middle] ?? 0) < size) from = middle + 1
      else to = middle
    }
    return from
  }
}
