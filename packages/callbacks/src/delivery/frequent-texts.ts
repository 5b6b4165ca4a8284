const mostKnown = 1_000
/** Longer texts are of nobody's names, and not worth remembering. */
const longest = 1_000

interface Known<N> {
  readonly names: N
  readonly text: string
}

/** What many records have in common, put into words once: of each first name, for the names that it last came with. */
export class FrequentTexts<const N extends readonly [string, ...(string | boolean)[]]> {
  readonly #known = new Map<string, Known<N>>()
  readonly #textOf: (...names: N) => string

  constructor(textOf: (...names: N) => string) {
    this.#textOf = textOf
  }

  of(...names: N): string {
    const [key] = names
    const known = this.#known.get(key)
    if (known && isSame(known.names, names)) return known.text
    const text = this.#textOf(...names)
    if (text.length > longest) return text
    if (this.#known.size >= mostKnown) this.#known.clear()
    this.#known.set(key, { names, text })
    return text
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}
