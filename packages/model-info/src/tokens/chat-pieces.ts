import { isJsonObject } from '@turnout/core'
import { imageCost } from './image-cost.ts'
import { guessedCost, type PromptPiece, sureCost } from './prompt-piece.ts'
import { stringBytes } from './string-bytes.ts'

type Fields = Readonly<Record<string, unknown>>

/** OpenAI's frame of a message and of the answer's start; others' templates take up to some more. */
const messageFrame = sureCost(3, 8)
const answerFrame = sureCost(3, 8)
const nameFrame = sureCost(1, 2)
const callFrame = guessedCost(4, 12)
const toolsFrame = guessedCost(12, 64)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const texts = (...values: readonly unknown[]): readonly string[] => values.filter((value) => typeof value === 'string')

const partPieces = (part: unknown): readonly PromptPiece[] => {
  if (!isJsonObject(part)) return texts(part)
  if (part['type'] === 'text' || part['type'] === 'refusal') return texts(part['text'], part['refusal'])
  if (part['type'] !== 'image_url') return [guessedCost(0, stringBytes(part))]
  const image = part['image_url']
  return [imageCost(isJsonObject(image) ? image['detail'] : undefined)]
}

const callPieces = (call: unknown): readonly PromptPiece[] => {
  const named = isJsonObject(call) ? (call['function'] ?? call['custom']) : undefined
  return isJsonObject(named) ? [callFrame, ...texts(named['name'], named['arguments'], named['input'])] : [callFrame]
}

const addText = (value: unknown, pieces: PromptPiece[]): void => {
  if (typeof value === 'string') pieces.push(value)
}

/** One by one: there may be more than a call can take. */
const addAll = (more: readonly PromptPiece[], pieces: PromptPiece[]): void => {
  for (const piece of more) pieces.push(piece)
}

const addMessage = (message: unknown, pieces: PromptPiece[]): void => {
  if (!isJsonObject(message)) return
  const { role, content, name, refusal, reasoning_content, tool_call_id, tool_calls, function_call } = message
  pieces.push(messageFrame)
  for (const value of [role, content, refusal, reasoning_content, tool_call_id]) addText(value, pieces)
  if (typeof name === 'string') pieces.push(nameFrame, name)
  for (const part of list(content)) addAll(partPieces(part), pieces)
  for (const call of list(tool_calls)) addAll(callPieces(call), pieces)
  if (function_call) addAll(callPieces({ function: function_call }), pieces)
}

/** Providers write tools and schemas into the prompt in words of their own: their JSON stands for that. */
const schemaPieces = (value: unknown): readonly PromptPiece[] => {
  if (!isJsonObject(value) && list(value).length === 0) return []
  const most = stringBytes(value)
  try {
    return [toolsFrame, JSON.stringify(value)]
  } catch {
    return [toolsFrame, guessedCost(Math.ceil(most / 4), most)]
  }
}

/** What a chat comes to. Nothing in it is believed to have the shape it should have. */
export function chatPieces({ messages, tools, functions, response_format }: Fields): readonly PromptPiece[] {
  const pieces: PromptPiece[] = [answerFrame]
  for (const message of list(messages)) addMessage(message, pieces)
  for (const schema of [tools, functions, isJsonObject(response_format) ? response_format['json_schema'] : undefined])
    if (schema) addAll(schemaPieces(schema), pieces)
  return pieces
}
