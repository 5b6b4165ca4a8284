/** What can be in a bag, one at a time. */
export interface InBag {
  /** Where it is in it; the bag's own to change. -1: in none. */
  place: number
}

/**
 * What comes and goes with every request, in no order. Not a `Set`: V8 grows one by another table that the old one leads
 * to, and once one of them is old, everything that was ever in the later ones outlives one collection after another.
 */
export class Bag<T extends InBag> implements Iterable<T> {
  readonly #all: T[] = []

  get size(): number {
    return this.#all.length
  }

  /** Harmless when it is in it. */
  add(item: T): void {
    if (this.#all[item.place] === item) return
    item.place = this.#all.length
    this.#all.push(item)
  }

  /** False when it was not in it. */
  delete(item: T): boolean {
    const { place } = item
    if (this.#all[place] !== item) return false
    item.place = -1
    const last = this.#all.pop()
    if (last && last !== item) {
      this.#all[place] = last
      last.place = place
    }
    return true
  }

  /** Those that are in it now, whatever comes and goes meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#all][Symbol.iterator]()
  }
}
