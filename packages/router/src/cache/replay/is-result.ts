import { type ChatCompletion, isJsonObject, type JsonObject, type TextCompletion } from '@turnout/core'

/** Where JSON becomes a chat completion: what is relied on is there, as its type says. */
export const isChatCompletion = (value: unknown): value is ChatCompletion =>
  isAnswer(value, ({ message }) => isJsonObject(message) && isMessage(message))

/** Where JSON becomes a text completion. */
export const isTextCompletion = (value: unknown): value is TextCompletion =>
  isAnswer(value, ({ text }) => typeof text === 'string')

function isAnswer(value: unknown, isChoice: (choice: JsonObject) => boolean): boolean {
  if (!isJsonObject(value)) return false
  const { id, created, model, choices } = value
  return (
    typeof id === 'string' &&
    typeof created === 'number' &&
    typeof model === 'string' &&
    Array.isArray(choices) &&
    choices.every((choice) => isJsonObject(choice) && typeof choice['index'] === 'number' && isChoice(choice))
  )
}

function isMessage({ role, content, tool_calls: calls }: JsonObject): boolean {
  const isContent = content === undefined || content === null || typeof content === 'string' || Array.isArray(content)
  return typeof role === 'string' && isContent && (!Array.isArray(calls) || calls.every(isCall))
}

/** A call of a function has a name and arguments; others are as their provider has them. */
function isCall(call: unknown): boolean {
  if (!isJsonObject(call)) return false
  const { function: called } = call
  if (called === undefined) return true
  return isJsonObject(called) && typeof called['name'] === 'string' && typeof called['arguments'] === 'string'
}
