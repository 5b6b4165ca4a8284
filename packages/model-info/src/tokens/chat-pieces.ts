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

const messagePieces = (message: unknown): readonly PromptPiece[] => {
  if (!isJsonObject(message)) return []
  const { role, content, name, refusal, reasoning_content, tool_call_id, tool_calls, function_call } = message
  return [
    messageFrame,
    ...texts(role, content, refusal, reasoning_content, tool_call_id),
    ...(typeof name === 'string' ? [nameFrame, name] : []),
    ...list(content).flatMap(partPieces),
    ...list(tool_calls).flatMap(callPieces),
    ...(function_call ? callPieces({ function: function_call }) : []),
  ]
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
export const chatPieces = ({ messages, tools, functions, response_format }: Fields): readonly PromptPiece[] => [
  answerFrame,
  ...list(messages).flatMap(messagePieces),
  ...schemaPieces(tools),
  ...schemaPieces(functions),
  ...schemaPieces(isJsonObject(response_format) ? response_format['json_schema'] : undefined),
]
