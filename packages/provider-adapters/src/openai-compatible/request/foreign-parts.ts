import { isJsonObject } from '@turnout/core'
import type { MessageRewrite } from './messages.ts'

/** Anthropic's blocks of reasoning, signed or hidden; Mistral's parts of the same name are lists. */
const isSigned = (part: unknown): boolean =>
  isJsonObject(part) &&
  (part['type'] === 'redacted_thinking' || (part['type'] === 'thinking' && !Array.isArray(part['thinking'])))

/** An answer without the reasoning that only its maker can verify, where that stands among the parts of its content. */
export const plainContent: MessageRewrite = (message) => {
  const { content, role } = message
  if (role !== 'assistant' || !Array.isArray(content) || !content.some(isSigned)) return message
  const plain = content.filter((part) => !isSigned(part))
  return { ...message, content: plain.length > 0 ? plain : '' }
}
