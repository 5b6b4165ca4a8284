import { type Facts, ProviderError } from '@turnout/core'

/** Tells a stream that has ended from one that was cut: every choice must have its finish reason. */
export class Completeness {
  readonly #asked: number
  #finished: Set<number> | undefined
  #seen = 0
  #done = false

  constructor(choicesAsked: number) {
    this.#asked = choicesAsked
  }

  note({ choices, finished, done }: Facts): void {
    if (choices > this.#seen) this.#seen = choices
    if (done) this.#done = true
    if (finished.length === 0) return
    this.#finished ??= new Set()
    for (const index of finished) this.#finished.add(index)
  }

  /** What is wrong with a stream that ends here; undefined when it is whole. */
  verdict(): ProviderError | undefined {
    const expected = this.#done ? Math.max(1, this.#seen) : Math.max(this.#asked, this.#seen)
    if ((this.#finished?.size ?? 0) >= expected) return undefined
    return new ProviderError('connection', 'The stream ended before the answer was finished.', {
      code: 'upstream_truncated',
    })
  }
}
