/**
 * Bytes that come in pieces and are wanted as one. They are copied together as they come: a list of pieces holds a
 * hundred bytes for each, however small, and whoever sends them chooses how small.
 */
export class GatheredBytes {
  /** The only piece itself, until there is a second. */
  #held: Uint8Array = none
  #size = 0

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  add(piece: Uint8Array): void {
    if (piece.byteLength === 0) return
    if (this.#size === 0) this.#held = piece
    else this.#append(piece)
    this.#size += piece.byteLength
  }

  /** All of them; nothing is left. */
  take(): Uint8Array {
    const whole = this.#held.byteLength === this.#size ? this.#held : this.#held.subarray(0, this.#size)
    this.#held = none
    this.#size = 0
    return whole
  }

  /** Somebody's own piece has no room behind what counts, so it is never written to. */
  #append(piece: Uint8Array): void {
    const size = this.#size + piece.byteLength
    if (size > this.#held.byteLength) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#size, leastRoom))
      larger.set(this.#held.subarray(0, this.#size))
      this.#held = larger
    }
    this.#held.set(piece, this.#size)
  }
}

const none = new Uint8Array(0)
const leastRoom = 1_024
