import { type PromptPiece, sureCost } from './prompt-piece.ts'

const areTokens = (list: readonly unknown[]): boolean =>
  list.length > 0 && list.every((item) => typeof item === 'number')

const pieceOf = (prompt: unknown): readonly PromptPiece[] => {
  if (typeof prompt === 'string') return [prompt]
  return Array.isArray(prompt) && areTokens(prompt) ? [sureCost(prompt.length)] : []
}

/** The `prompt` of a text completion or the `input` of an embedding: texts or tokens, one or many, each read for itself. */
export const textPieces = (given: unknown): readonly (readonly PromptPiece[])[] =>
  Array.isArray(given) && !areTokens(given) ? given.map(pieceOf) : [pieceOf(given)]
