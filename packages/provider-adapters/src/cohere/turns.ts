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

/** A conversation as the `messages` of Cohere's chat (Cohere API reference, "Chat"). */
export const messagesOf = ({ system, turns }: Conversation): readonly JsonObject[] => [
  ...(system.length > 0 ? [{ role: 'system', content: textsOf(system) }] : []),
  ...turns.flatMap((turn) => (turn.role === 'user' ? userMessages(turn) : assistantMessages(turn))),
]

function userMessages({ parts }: UserTurn): readonly JsonObject[] {
  const results = parts.filter((part) => part.kind === 'tool-result')
  const said = parts.filter((part) => part.kind !== 'tool-result')
  return [...results.map(resultMessage), ...(said.length > 0 ? [{ role: 'user', content: contentOf(said) }] : [])]
}

const resultMessage = ({ id, parts }: ToolResultPart): JsonObject => ({
  role: 'tool',
  tool_call_id: id,
  content: textsOf(
    parts.map((part) => {
      if (part.kind === 'text') return part
      throw unsupported('cohere', part.at, `${part.kind} parts in a tool's result`)
    }),
  ),
})

/** Reasoning before tool calls goes back as the plan that they follow; without calls it has served, and stays out. */
function assistantMessages({ parts }: AssistantTurn): readonly JsonObject[] {
  const texts = parts.filter((part) => part.kind === 'text')
  const calls = parts.filter((part) => part.kind === 'tool-use')
  const plan = parts.map((part) => (part.kind === 'reasoning' ? part.text : '')).join('')
  if (texts.length === 0 && calls.length === 0) return []
  return [
    {
      role: 'assistant',
      ...(texts.length > 0 ? { content: textsOf(texts) } : {}),
      ...(calls.length > 0 && plan !== '' ? { tool_plan: plan } : {}),
      ...(calls.length > 0
        ? {
            tool_calls: calls.map(({ id, name, input }) => ({
              ...{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } },
            })),
          }
        : {}),
    },
  ]
}

/** One text as it is, several as parts. */
const textsOf = (texts: readonly TextPart[]): string | JsonObject[] =>
  texts.length < 2 ? (texts[0]?.text ?? '') : texts.map(({ text }) => ({ type: 'text', text }))

function contentOf(parts: readonly ContentPart[]): string | JsonObject[] {
  const texts = parts.filter((part) => part.kind === 'text')
  return texts.length === parts.length ? textsOf(texts) : parts.map(partOf)
}

function partOf(part: ContentPart): JsonObject {
  if (part.kind === 'text') return { type: 'text', text: part.text }
  const { kind, source, at } = part
  if (kind !== 'image' || source.type === 'file-id') throw unsupported('cohere', at, `${kind} parts of this kind`)
  const url = source.type === 'url' ? source.url : `data:${source.mediaType};base64,${source.data}`
  return { type: 'image_url', image_url: { url, ...(part.detail ? { detail: part.detail } : {}) } }
}
