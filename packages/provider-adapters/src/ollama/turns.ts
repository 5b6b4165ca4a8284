import type { JsonObject } from '@turnout/core'
import type {
  AssistantTurn,
  ContentPart,
  Conversation,
  TextPart,
  ToolResultPart,
  UserTurn,
} from '../kit/conversation/index.ts'
import { unsupported } from '../kit/unsupported.ts'

/** A conversation as the `messages` of Ollama's chat (Ollama API, "Generate a chat completion"): each has one text. */
export const messagesOf = ({ system, turns }: Conversation): readonly JsonObject[] => [
  ...(system.length > 0 ? [{ role: 'system', content: joined(system) }] : []),
  ...turns.flatMap((turn) => (turn.role === 'user' ? userMessages(turn) : [assistantMessage(turn)])),
]

function userMessages({ parts }: UserTurn): readonly JsonObject[] {
  const results = parts.filter((part) => part.kind === 'tool-result')
  const said = parts.filter((part) => part.kind !== 'tool-result')
  return [...results.map(resultMessage), ...(said.length > 0 ? [{ role: 'user', ...contentOf(said) }] : [])]
}

const resultMessage = ({ id, name, parts }: ToolResultPart): JsonObject => ({
  ...{ role: 'tool', tool_name: name, tool_call_id: id },
  ...contentOf(parts),
})

/** Reasoning is text to Ollama, whoever wrote it: a model's template decides what of it is shown again. */
function assistantMessage({ parts }: AssistantTurn): JsonObject {
  const calls = parts.filter((part) => part.kind === 'tool-use')
  const thinking = parts.map((part) => (part.kind === 'reasoning' ? part.text : '')).join('')
  return {
    role: 'assistant',
    content: joined(parts.filter((part) => part.kind === 'text')),
    ...(thinking === '' ? {} : { thinking }),
    ...(calls.length > 0
      ? { tool_calls: calls.map(({ id, name, input }) => ({ id, function: { name, arguments: input } })) }
      : {}),
  }
}

function contentOf(parts: readonly ContentPart[]): JsonObject {
  const images = parts.flatMap((part) => (part.kind === 'text' ? [] : [imageOf(part)]))
  return {
    content: joined(parts.filter((part) => part.kind === 'text')),
    ...(images.length > 0 ? { images } : {}),
  }
}

/** Bare base64: Ollama fetches nothing. */
function imageOf({ kind, source, at }: Exclude<ContentPart, TextPart>): string {
  if (kind !== 'image') throw unsupported('ollama', at, `${kind} parts`)
  if (source.type !== 'base64') throw unsupported('ollama', at, 'images by their address')
  return source.data
}

const joined = (texts: readonly TextPart[]): string => texts.map(({ text }) => text).join('\n\n')
