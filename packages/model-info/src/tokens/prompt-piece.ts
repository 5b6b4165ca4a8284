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

export const promptInput = (pieces: readonly PromptPiece[]): PromptInput => {
  const texts = pieces.filter((piece) => typeof piece === 'string')
  const costs = pieces.filter((piece) => typeof piece !== 'string')
  return {
    texts,
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    cost: {
      tokens: costs.reduce((sum, { tokens }) => sum + tokens, 0),
      most: costs.reduce((sum, { most }) => sum + most, 0),
      sure: costs.every(({ sure }) => sure),
    },
  }
}
