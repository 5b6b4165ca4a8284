import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import type { AnswerFix } from './answer-fix.ts'
import { withMessage } from './message-of.ts'

/**
 * Content that comes in parts, as text: Mistral's `thinking` and Databricks' `reasoning` parts become
 * `reasoning_content`. Where there are parts of other kinds, all of them stand in `provider_specific_fields` too.
 * (Mistral docs, "Reasoning"; Databricks docs, "Query reasoning models".)
 */
export const contentParts: AnswerFix = {
  says: 'parts of content as text and `reasoning_content`',
  marks: ['"content":[', '"content": ['],
  choice: (choice) =>
    withMessage(choice, (whole, isDelta) => {
      const { content, ...message } = whole
      if (!Array.isArray(content)) return whole
      const parts = content.filter(isJsonObject)
      const text = parts.map(textOf).join('')
      const reasoning = parts.map(reasoningOf).join('')
      const others = parts.some(({ type }) => !knownTypes.has(String(type)))
      return {
        ...message,
        ...(text !== '' || !isDelta ? { content: text } : {}),
        ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
        ...(others ? { provider_specific_fields: { content } } : {}),
      }
    }),
}

const knownTypes = new Set(['text', 'thinking', 'reasoning'])

const textOf = ({ type, text }: JsonObject): string => (type === 'text' && typeof text === 'string' ? text : '')

function reasoningOf({ type, thinking, summary }: JsonObject): string {
  if (type === 'thinking') return wordsOf(thinking)
  return type === 'reasoning' ? wordsOf(summary) : ''
}

const wordsOf = (value: Json | undefined): string => {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value.map((part) => (isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('')
}
