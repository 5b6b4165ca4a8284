import type { CountText } from './encodings.ts'
import type { PromptInput } from './prompt-piece.ts'
import { TextCounts } from './text-counts.ts'
import { textSegments } from './text-segments.ts'

/** How much text is remembered with its count, in characters. */
const remembered = 4_000_000

export interface TokenCount {
  readonly tokens: number
  /** Counted by the model's own tokenizer, nothing guessed. */
  readonly exact: boolean
}

/** Counts a prompt with one vocabulary; stops when there are more than `limit` tokens, and then says what it has got to. */
export type CountPrompt = (input: PromptInput, limit?: number) => TokenCount

interface TextCount extends TokenCount {
  /** To the end of the text. */
  readonly whole: boolean
}

export const promptCounter = (countText: CountText): CountPrompt => {
  const known = new TextCounts<TextCount>(remembered)

  const count = (text: string, limit: number): TextCount => {
    let tokens = 0
    let exact = true
    for (const segment of textSegments(text)) {
      if (tokens > limit) return { tokens, exact: false, whole: false }
      tokens += countText(segment.text)
      exact &&= !segment.forced
    }
    return { tokens, exact, whole: true }
  }

  const countOnce = (text: string, limit: number): TextCount => {
    const before = known.get(text)
    if (before && (before.whole || before.tokens > limit)) return before
    const counted = count(text, limit)
    known.set(text, counted)
    return counted
  }

  return ({ texts, cost }, limit = Number.POSITIVE_INFINITY) => {
    let { tokens, sure: exact } = cost
    for (const text of texts) {
      if (tokens > limit) return { tokens, exact: false }
      const one = countOnce(text, limit - tokens)
      tokens += one.tokens
      exact &&= one.exact
    }
    return { tokens, exact }
  }
}
