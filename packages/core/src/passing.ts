/**
 * What comes and goes with every request, by its id. Two tables in turn, the younger one filled and the other left to run
 * empty: a single `Map` would grow without end by new tables that old ones lead to (see `Bag`), and the keys of an object
 * are strings that are kept for ever.
 */
export class Passing<T> {
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  readonly #entriesATable: number
  #room: number

  /** `entriesATable`: how many come into one table before the next is begun, besides those that are left of the last. */
  constructor(entriesATable = 1024) {
    this.#entriesATable = entriesATable
    this.#room = entriesATable
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  get(id: string): T | undefined {
    return this.#young.get(id) ?? this.#old.get(id)
  }

  has(id: string): boolean {
    return this.#young.has(id) || this.#old.has(id)
  }

  set(id: string, value: T): void {
    if (this.#room-- === 0) this.#turn()
    const table = this.#old.size > 0 && this.#old.has(id) ? this.#old : this.#young
    table.set(id, value)
  }

  /** False when it was not there. */
  delete(id: string): boolean {
    return this.#young.delete(id) || (this.#old.size > 0 && this.#old.delete(id))
  }

  clear(): void {
    this.#young = new Map()
    this.#old = new Map()
    this.#room = this.#entriesATable
  }

  /** Those that are there now, whatever comes and goes meanwhile. */
  entries(): readonly (readonly [string, T])[] {
    return [...this.#old, ...this.#young]
  }

  /** What is left of the old table comes first into the next. */
  #turn(): void {
    const next = this.#old
    this.#old = this.#young
    this.#young = new Map(next)
    this.#room = this.#entriesATable + this.#young.size
  }
}
