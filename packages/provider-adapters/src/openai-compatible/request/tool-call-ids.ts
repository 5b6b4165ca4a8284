import { createHash } from 'node:crypto'
import { isJsonObject } from '@turnout/core'
import { messages } from './messages.ts'
import type { Rewrite } from './rewrite.ts'

/** What a vendor takes for the id of a tool call. */
interface IdForm {
  readonly says: string
  fits(id: string): boolean
  /** How many letters and digits another one has. */
  readonly length: number
}

/** Gives ids that came from elsewhere a form the vendor takes; the same id becomes the same one everywhere. */
const toolCallIds = ({ says, fits, length }: IdForm): Rewrite => {
  const fitting = (id: unknown): unknown => (typeof id === 'string' && !fits(id) ? shortened(id, length) : id)
  return messages(says, (message) => {
    const { tool_call_id: answered, tool_calls: calls } = message
    const id = fitting(answered)
    if (id !== answered) return { ...message, tool_call_id: id }
    if (!Array.isArray(calls) || calls.every((call) => !isJsonObject(call) || fitting(call['id']) === call['id']))
      return message
    return {
      ...message,
      tool_calls: calls.map((call) => (isJsonObject(call) ? { ...call, id: fitting(call['id']) } : call)),
    }
  })
}

const shortened = (id: string, length: number): string =>
  createHash('sha256').update(id).digest('base64').replaceAll(/[+/=]/g, '').slice(0, length)

/** OpenAI's own limit. */
export const idsOfFortyLetters = toolCallIds({
  says: 'ids of tool calls of at most 40 letters',
  fits: (id) => id.length <= 40,
  length: 24,
})

/** Mistral's older models take no others. (Mistral API reference, "Chat completion".) */
export const idsOfNineLetters = toolCallIds({
  says: 'ids of tool calls of nine letters and digits',
  fits: (id) => /^[a-zA-Z0-9]{9}$/.test(id),
  length: 9,
})
