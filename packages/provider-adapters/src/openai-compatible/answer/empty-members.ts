import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'
import { withMessage } from './message-of.ts'

const isEmpty = (value: unknown): boolean =>
  value === '' || (isJsonObject(value) && Object.values(value).every((member) => member === '' || member === 0))

/** Members of a message and of a tool call that are there with nothing in them, and mean that there is none. */
const optional = ['audio', 'function_call', 'refusal', 'custom']

/** The same where there are none. */
function withoutEmpty(value: JsonObject): JsonObject {
  const members = Object.entries(value)
  const filled = members.filter(([key, member]) => !(optional.includes(key) && isEmpty(member)))
  return filled.length === members.length ? value : Object.fromEntries(filled)
}

function withPlainCalls(message: JsonObject): JsonObject {
  const calls = message['tool_calls']
  if (!Array.isArray(calls)) return message
  const plain = calls.map((call: Json) => (isJsonObject(call) ? withoutEmpty(call) : call))
  return plain.every((call, i) => call === calls[i]) ? message : { ...message, tool_calls: plain }
}

/**
 * Snowflake writes every member that OpenAI knows, most of them empty, and no finish reason: it is what the message
 * shows.
 */
export const emptyMembers: AnswerFix = {
  says: 'no empty members; the finish reason it does not tell',
  marks: ['"finish_reason":""', '"finish_reason": ""', '"function_call":{', '"function_call": {'],
  choice(choice) {
    const filled = withMessage(choice, (message) => withPlainCalls(withoutEmpty(message)))
    if (filled['finish_reason'] !== '' || !isJsonObject(filled['message'])) return filled
    const calls = filled['message']['tool_calls']
    return { ...filled, finish_reason: Array.isArray(calls) && calls.length > 0 ? 'tool_calls' : 'stop' }
  },
}
