import { isJsonObject } from '@turnout/core'
import type { PromptPiece } from './prompt-piece.ts'

/** A ranking model reads each document for itself, with the query before it. */
export const rerankPieces = ({
  query,
  documents,
}: Readonly<Record<string, unknown>>): readonly (readonly PromptPiece[])[] =>
  Array.isArray(documents) ? documents.map((document) => [textOf(query), textOf(document)]) : []

/** A text; of an object its `text`, or all of it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!isJsonObject(value)) return ''
  return typeof value['text'] === 'string' ? value['text'] : JSON.stringify(value)
}
