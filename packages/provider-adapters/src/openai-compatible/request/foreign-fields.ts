import { plainContent } from './foreign-parts.ts'
import { type MessageRewrite, messages } from './messages.ts'
import { type Body, hasAny, type Rewrite, without } from './rewrite.ts'
import { plainToolCalls } from './tool-call-fields.ts'

/** What answers say of their reasoning. Signatures and encrypted pieces among it are of use only where they were made. */
const reasoningFields = [
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'thinking_blocks',
  'provider_specific_fields',
] as const

type ReasoningField = (typeof reasoningFields)[number]

/**
 * Takes out of a conversation what another provider said of its reasoning: many refuse fields they do not know, and
 * none may see another's signatures. `keeps` are the vendor's own.
 */
export const foreignFields = (...keeps: readonly ReasoningField[]): Rewrite => {
  const foreign = reasoningFields.filter((field) => !keeps.includes(field))
  const says = keeps.length === 0 ? 'no reasoning of earlier turns' : `of earlier reasoning only ${code(keeps)}`
  const step: MessageRewrite = (message) =>
    message['role'] === 'assistant' && hasAny(message, foreign) ? without(message, ...foreign) : message
  return messages(says, step, plainContent, plainToolCalls)
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

/** The fields that a message of a role may have. */
export type FieldsByRole = Readonly<Record<'all' | 'assistant' | 'tool', readonly string[]>>

/** For servers that refuse a message for any other field. */
export const onlyFields = ({ all, assistant, tool }: FieldsByRole): Rewrite => {
  const byRole: Readonly<Record<string, ReadonlySet<string>>> = {
    assistant: new Set([...all, ...assistant]),
    tool: new Set([...all, ...tool]),
  }
  const others = new Set(all)
  const step: MessageRewrite = (message): Body => {
    const known = byRole[String(message['role'])] ?? others
    if (Object.keys(message).every((key) => known.has(key))) return message
    return Object.fromEntries(Object.entries(message).filter(([key]) => known.has(key)))
  }
  return messages('only known message fields', step, plainContent, plainToolCalls)
}
