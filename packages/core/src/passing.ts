/** What comes and goes with every request, by its id. Not a `Map`, for the reason that `Bag` is no `Set`. */
export class Passing<T> {
  #byId: Record<string, T> = Object.create(null) as Record<string, T>
  #size = 0

  get size(): number {
    return this.#size
  }

  get(id: string): T | undefined {
    return this.#byId[id]
  }

  has(id: string): boolean {
    return id in this.#byId
  }

  set(id: string, value: T): void {
    if (!(id in this.#byId)) this.#size++
    this.#byId[id] = value
  }

  /** False when it was not there. */
  delete(id: string): boolean {
    if (!(id in this.#byId)) return false
    delete this.#byId[id]
    this.#size--
    return true
  }

  clear(): void {
    this.#byId = Object.create(null) as Record<string, T>
    this.#size = 0
  }

  /** Those that are there now, whatever comes and goes meanwhile. */
  entries(): readonly (readonly [string, T])[] {
    return Object.entries(this.#byId)
  }
}
