/** How many lines of text there may be, of everything together. */
export class Room {
  #max: number
  #left: number

  constructor(max: number) {
    this.#max = max
    this.#left = max
  }

  get max(): number {
    return this.#max
  }

  /** What is there already stays. */
  resize(max: number): void {
    this.#left += max - this.#max
    this.#max = max
  }

  /** Whether there was room for so many, which is taken then. */
  take(lines: number): boolean {
    if (this.#left < lines) return false
    this.#left -= lines
    return true
  }

  /** Room that is needed, whether it is there or not. */
  reserve(lines: number): void {
    this.#left -= lines
  }

  giveBack(lines: number): void {
    this.#left += lines
  }
}
