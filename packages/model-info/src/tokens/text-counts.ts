/** Shorter texts are counted anew each time, which is as quick. */
const shortest = 32

/**
 * Remembers numbers by text, the latest used ones, up to so many characters of text altogether. A conversation that comes
 * back with one more message has only that to be counted.
 */
export class TextCounts<T> {
  readonly #known = new Map<string, T>()
  readonly #most: number
  #characters = 0

  constructor(mostCharacters: number) {
    this.#most = mostCharacters
  }

  get(text: string): T | undefined {
    const count = this.#known.get(text)
    if (count === undefined) return undefined
    this.#known.delete(text)
    this.#known.set(text, count)
    return count
  }

  set(text: string, count: T): void {
    if (text.length < shortest || text.length > this.#most) return
    if (!this.#known.delete(text)) this.#characters += text.length
    this.#known.set(text, count)
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= this.#most) return
      this.#known.delete(oldest)
      this.#characters -= oldest.length
    }
  }
}
