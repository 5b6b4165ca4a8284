/** A list holds some hundred bytes for each piece, however small, and whoever sends them chooses how small. */
const smallBytes = 1_024
/** So many small ones in a row become one. */
const mostSmall = 256

/** Bytes that come in pieces and are wanted as one. */
export class GatheredBytes {
  #pieces: Uint8Array[] = []
  #size = 0
  /** How many small ones the list ends with. */
  #small = 0

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  add(piece: Uint8Array): void {
    if (piece.byteLength === 0) return
    this.#pieces.push(piece)
    this.#size += piece.byteLength
    this.#small = piece.byteLength < smallBytes ? this.#small + 1 : 0
    if (this.#small < mostSmall) return
    this.#pieces.push(joined(this.#pieces.splice(-mostSmall)))
    this.#small = 0
  }

  /** All of them; nothing is left. A single piece is passed on itself. */
  take(): Uint8Array {
    const [only = none] = this.#pieces
    const whole = this.#pieces.length <= 1 ? only : joined(this.#pieces, this.#size)
    this.#pieces = []
    this.#size = 0
    this.#small = 0
    return whole
  }
}

const none = new Uint8Array(0)

function joined(pieces: readonly Uint8Array[], size = sizeOf(pieces)): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}

const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
