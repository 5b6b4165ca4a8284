import { isJsonObject } from '@turnout/core'
import { type MessageRewrite, messages } from './messages.ts'
import { type Body, type Rewrite, without } from './rewrite.ts'

/** What answers say of their reasoning. Signatures and encrypted pieces among it are of use only where they were made. */
const reasoningFields = [
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'thinking_blocks',
  'provider_specific_fields',
] as const

type ReasoningField = (typeof reasoningFields)[number]

/** What providers put at a tool call. */
const callFields = ['provider_specific_fields', 'extra_content']

/**
 * Takes out of a conversation what another provider said of its reasoning: many refuse fields they do not know, and
 * none may see another's signatures. `keeps` are the vendor's own.
 */
export const foreignFields = (...keeps: readonly ReasoningField[]): Rewrite => {
  const foreign = reasoningFields.filter((field) => !keeps.includes(field))
  const says = keeps.length === 0 ? 'no reasoning of earlier turns' : `of earlier reasoning only ${code(keeps)}`
  return messages(says, (message) => {
    if (message['role'] !== 'assistant') return message
    return withoutCallFields(foreign.some((field) => field in message) ? without(message, ...foreign) : message)
  })
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

/** Only the members that OpenAI defines for a tool call. */
export const withoutCallFields = (message: Body): Body => {
  const calls = message['tool_calls']
  if (!Array.isArray(calls) || !calls.some(isForeign)) return message
  return { ...message, tool_calls: calls.map((call) => (isJsonObject(call) ? ownOnly(call) : call)) }
}

const isForeign = (call: unknown): boolean =>
  isJsonObject(call) && (hasCallField(call) || (isJsonObject(call['function']) && hasCallField(call['function'])))

const hasCallField = (value: Body): boolean => callFields.some((field) => field in value)

function ownOnly(call: Body): Body {
  const own = without(call, ...callFields)
  return isJsonObject(call['function']) ? { ...own, function: without(call['function'], ...callFields) } : own
}

/** The fields that a message of a role may have. */
export type FieldsByRole = Readonly<Record<'all' | 'assistant' | 'tool', readonly string[]>>

/** For servers that refuse a message for any other field. */
export const onlyFields = ({ all, assistant, tool }: FieldsByRole): Rewrite => {
  const byRole: Readonly<Record<string, ReadonlySet<string>>> = {
    assistant: new Set([...all, ...assistant]),
    tool: new Set([...all, ...tool]),
  }
  const others = new Set(all)
  const step: MessageRewrite = (message) => {
    const known = byRole[String(message['role'])] ?? others
    const fits = Object.keys(message).every((key) => known.has(key))
    const own = fits ? message : Object.fromEntries(Object.entries(message).filter(([key]) => known.has(key)))
    return withoutCallFields(own)
  }
  return messages('only known message fields', step)
}
