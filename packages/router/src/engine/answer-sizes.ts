import type { AttemptEnd } from '@turnout/core'

const most = 50
/** Of the answers seen, this share was not longer than what is reserved for one. */
const share = 0.9

/** How long a deployment's answers are, in tokens. */
export class AnswerSizes {
  readonly #sizes: number[] = []
  #next = 0
  #expected: number | undefined

  /** `choices`: how many answers the tokens are of. */
  end({ usage, usageEstimated }: AttemptEnd, choices: number): void {
    if (!usage || usageEstimated) return
    this.#sizes[this.#next] = usage.completion_tokens / choices
    this.#next = (this.#next + 1) % most
    this.#expected = undefined
  }

  /** What nine of ten answers do not exceed; undefined before anything is known. */
  get expected(): number | undefined {
    this.#expected ??= this.#sizes.toSorted((a, b) => a - b)[Math.floor(share * (this.#sizes.length - 1))]
    return this.#expected
  }
}
