import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { contentParts } from './gen-ai-parts.ts'

/** What was asked, as `gen_ai.input.messages` (GenAI conventions, gen-ai-input-messages.json); undefined where it is no talk. */
export function inputMessages(request: JsonObject): JsonObject[] | undefined {
  const { messages, prompt } = request
  if (Array.isArray(messages)) return messages.filter(isJsonObject).map(messageOf)
  if (typeof prompt === 'string') return [{ role: 'user', parts: contentParts(prompt) }]
  return undefined
}

/** What was answered, as `gen_ai.output.messages` (gen-ai-output-messages.json): one message a choice. */
export function outputMessages(answer: JsonObject): JsonObject[] | undefined {
  const { choices } = answer
  if (!Array.isArray(choices)) return undefined
  return choices.filter(isJsonObject).map(({ message, text, finish_reason: reason }) => ({
    ...(isJsonObject(message) ? messageOf(message) : { role: 'assistant', parts: contentParts(text) }),
    finish_reason: typeof reason === 'string' ? (wordOf[reason] ?? reason) : 'error',
  }))
}

const wordOf: Readonly<Record<string, string>> = { tool_calls: 'tool_call', function_call: 'tool_call' }

function messageOf(message: JsonObject): JsonObject {
  const { role, content, name, tool_call_id: id, tool_calls: calls, reasoning_content: reasoning } = message
  const named: JsonObject = typeof name === 'string' ? { name } : {}
  if (role === 'tool') {
    const part = { type: 'tool_call_response', id: id ?? null, response: content ?? null }
    return { role, ...named, parts: [part] }
  }
  const thought = typeof reasoning === 'string' && reasoning !== '' ? [{ type: 'reasoning', content: reasoning }] : []
  const parts = [...thought, ...contentParts(content), ...(Array.isArray(calls) ? calls.flatMap(callPart) : [])]
  return { role: role ?? 'assistant', ...named, parts }
}

function callPart(call: Json): JsonObject[] {
  if (!isJsonObject(call) || !isJsonObject(call['function'])) return []
  const { name, arguments: given } = call['function']
  return [{ type: 'tool_call', id: call['id'] ?? null, name: name ?? '', arguments: given ?? null }]
}
