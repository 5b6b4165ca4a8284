import { isJsonObject } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'
import { withMessage } from './message-of.ts'

const isEmpty = (value: unknown): boolean =>
  value === '' || (isJsonObject(value) && Object.values(value).every((member) => member === '' || member === 0))

/** Members of a message that are there with nothing in them, and mean that there is none. */
const optional = ['audio', 'function_call', 'refusal']

/**
 * Snowflake writes every member that OpenAI knows, most of them empty, and no finish reason: it is what the message
 * shows.
 */
export const emptyMembers: AnswerFix = {
  says: 'no empty members; the finish reason it does not tell',
  marks: ['"finish_reason":""', '"finish_reason": ""', '"function_call":{', '"function_call": {'],
  choice(choice) {
    const filled = withMessage(choice, (message) => {
      const isIdle = ([key, value]: readonly [string, unknown]) => optional.includes(key) && isEmpty(value)
      const members = Object.entries(message)
      return members.some(isIdle) ? Object.fromEntries(members.filter((member) => !isIdle(member))) : message
    })
    if (filled['finish_reason'] !== '' || !isJsonObject(filled['message'])) return filled
    const calls = filled['message']['tool_calls']
    return { ...filled, finish_reason: Array.isArray(calls) && calls.length > 0 ? 'tool_calls' : 'stop' }
  },
}
