/** Tokens of something that is no text: the frame of a message, an image, tokens sent as such. */
export interface Cost {
  /** As reckoned. */
  readonly tokens: number
  /** At the most. */
  readonly most: number
  /** Whether `tokens` is known, and no guess. */
  readonly sure: boolean
}

/** A part of a prompt: text to be counted, or what else it costs. */
export type PromptPiece = string | Cost

export const sureCost = (tokens: number, most = tokens): Cost => ({ tokens, most, sure: true })
export const guessedCost = (tokens: number, most = tokens): Cost => ({ tokens, most, sure: false })

/** One prompt that a model reads at once, taken apart and added up without any tokenizer. */
export interface PromptInput {
  readonly texts: readonly string[]
  /** Of all texts, as UTF-8. */
  readonly bytes: number
  /** Of all that is no text. */
  readonly cost: Cost
}

export function promptInput(pieces: readonly PromptPiece[]): PromptInput {
  const texts: string[] = []
  let [bytes, tokens, most, sure] = [0, 0, 0, true]
  for (const piece of pieces)
    if (typeof piece === 'string') {
      texts.push(piece)
      bytes += Buffer.byteLength(piece)
    } else {
      tokens += piece.tokens
      most += piece.most
      sure &&= piece.sure
    }
  return { texts, bytes, cost: { tokens, most, sure } }
}
