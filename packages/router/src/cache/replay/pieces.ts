const someWords = 60
const mostPieces = 64

/** A text in pieces of some words, as a stream brings it; never cut inside a character. At most 64, however long it is. */
export function piecesOf(text: string): readonly string[] {
  const size = Math.max(someWords, Math.ceil((2 * text.length) / mostPieces))
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, size)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

/** Before the last space of the piece's second half, or where it is full. */
function endOf(text: string, start: number, size: number): number {
  const full = start + size
  if (full >= text.length) return text.length
  const half = start + Math.floor(size / 2) + 1
  const space = text.slice(half, full).lastIndexOf(' ')
  if (space >= 0) return half + space
  return isInsidePair(text, full) ? full + 1 : full
}

const isInsidePair = (text: string, at: number): boolean => (text.codePointAt(at - 1) ?? 0) > 0xffff
