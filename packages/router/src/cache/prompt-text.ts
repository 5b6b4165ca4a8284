import { isJsonObject } from '@turnout/core'

/** The words of a prompt, and everything else of it. */
export interface PromptText {
  readonly text: string
  /** The messages without their words: roles, names, images, tool calls. */
  readonly rest: unknown
}

/** Takes the words out of messages; undefined where there are none. */
export function promptTextOf(messages: unknown): PromptText | undefined {
  if (!Array.isArray(messages)) return undefined
  const words: string[] = []
  const wordless = (content: unknown): unknown => {
    if (typeof content === 'string') words.push(content)
    return typeof content === 'string' ? '' : content
  }
  const rest = messages.map((message: unknown) => {
    if (!isJsonObject(message)) return message
    const { content } = message
    return { ...message, content: Array.isArray(content) ? content.map(partWithout(wordless)) : wordless(content) }
  })
  return words.some((text) => text.trim() !== '') ? { text: words.join('\n'), rest } : undefined
}

const partWithout =
  (wordless: (text: unknown) => unknown) =>
  (part: unknown): unknown =>
    isJsonObject(part) && part['type'] === 'text' ? { ...part, text: wordless(part['text']) } : part
