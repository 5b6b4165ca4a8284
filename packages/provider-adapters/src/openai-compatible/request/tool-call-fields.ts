import { isJsonObject } from '@turnout/core'
import { splitCallId } from '../../kit/conversation/call-signature.ts'
import type { MessageRewrite } from './messages.ts'
import { type Body, hasAny, without } from './rewrite.ts'

/** What providers put at a tool call beside OpenAI's members: signatures, most of the time. */
const foreign = ['provider_specific_fields', 'extra_content']

/** A message whose tool calls, and their ids, hold nothing that only its maker understands. */
export const plainToolCalls: MessageRewrite = (message) => {
  const { tool_calls: calls, tool_call_id: answered } = message
  const id = plainId(answered)
  if (id !== answered) return { ...message, tool_call_id: id }
  if (!Array.isArray(calls) || !calls.some(isForeign)) return message
  return { ...message, tool_calls: calls.map((call) => (isForeign(call) ? plainCall(call) : call)) }
}

const isForeign = (call: unknown): call is Body =>
  isJsonObject(call) &&
  (hasForeign(call) ||
    plainId(call['id']) !== call['id'] ||
    (isJsonObject(call['function']) && hasForeign(call['function'])))

const hasForeign = (value: Body): boolean => hasAny(value, foreign)

function plainCall(call: Body): Body {
  const own = { ...without(call, ...foreign), id: plainId(call['id']) }
  return isJsonObject(call['function']) ? { ...own, function: without(call['function'], ...foreign) } : own
}

const plainId = (id: unknown): unknown => (typeof id === 'string' ? splitCallId(id).id : id)
