import type { ChatMessage, ContentPart, Usage } from '@turnout/core'

/** The words of a text with the space around them: put together, they are the text again. */
export const wordsOf = (text: string): readonly string[] => text.match(/\s*\S+\s*|\s+$/g) ?? []

/** Usage where a token is a word. */
export const usageOf = (prompt: string, answer: readonly string[]): Usage => {
  const prompt_tokens = wordsOf(prompt).length
  return { prompt_tokens, completion_tokens: answer.length, total_tokens: prompt_tokens + answer.length }
}

/** What a message says, without its pictures and sounds. */
export const textOf = ({ content }: ChatMessage): string =>
  typeof content === 'string' ? content : (content ?? []).map((part: ContentPart) => part.text ?? '').join(' ')
