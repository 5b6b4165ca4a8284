import type { AssistantPart, ContentPart, ReasoningPart, Turn, UserPart } from '../kit/conversation/index.ts'
import { unsupported } from '../kit/unsupported.ts'
import { CallIds } from './call-ids.ts'
import { fileBlock, imageBlock } from './media.ts'

type Block = Readonly<Record<string, unknown>>

/** A turn as `messages` has it. One text alone is written as it is. */
export interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: string | readonly Block[]
}

/** The turns of a conversation → `messages` (Messages API, "Create a Message"). */
export function messagesOf(turns: readonly Turn[], provider: string): readonly Message[] {
  const ids = new CallIds()
  const messages = turns.map((turn): Message => {
    const blocks =
      turn.role === 'user'
        ? turn.parts.flatMap((part) => userBlock(part, ids, provider))
        : turn.parts.flatMap((part) => assistantBlock(part, ids))
    return { role: turn.role, content: compact(blocks) }
  })
  return withoutOpenEnd(messages.filter(({ content }) => content.length > 0))
}

/** Texts of nothing but white space are refused, so they are left out. */
const textBlock = (text: string, cacheControl: unknown): readonly Block[] =>
  text.trim() === '' ? [] : [{ type: 'text', text, cache_control: cacheControl }]

function userBlock(part: UserPart, ids: CallIds, provider: string): readonly Block[] {
  if (part.kind !== 'tool-result') return contentBlock(part, provider)
  const content = part.parts.flatMap((inner) => contentBlock(inner, provider))
  return [
    {
      ...{ type: 'tool_result', tool_use_id: ids.result(part.id) },
      content: content.length > 0 ? compact(content) : undefined,
      is_error: part.isError || undefined,
      cache_control: part.cacheControl,
    },
  ]
}

function contentBlock(part: ContentPart, provider: string): readonly Block[] {
  if (part.kind === 'text') return textBlock(part.text, part.cacheControl)
  if (part.kind === 'image') return [imageBlock(part, provider)]
  if (part.kind === 'file') return [fileBlock(part, provider)]
  throw unsupported(provider, part.at, 'audio parts')
}

function assistantBlock(part: AssistantPart, ids: CallIds): readonly Block[] {
  if (part.kind === 'text') return textBlock(part.text, part.cacheControl)
  if (part.kind === 'reasoning') return thinkingBlock(part)
  const { id, name, input, cacheControl } = part
  return [{ type: 'tool_use', id: ids.call(id), name, input, cache_control: cacheControl }]
}

/** Only what Claude signed comes back; the reasoning of others has no place in a request. */
function thinkingBlock({ text, signature, redacted }: ReasoningPart): readonly Block[] {
  if (redacted) return [{ type: 'redacted_thinking', data: redacted }]
  return signature ? [{ type: 'thinking', thinking: text, signature }] : []
}

function compact(blocks: readonly Block[]): string | readonly Block[] {
  const [only] = blocks
  const plain = blocks.length === 1 && only?.['type'] === 'text' && only['cache_control'] === undefined
  return plain && typeof only['text'] === 'string' ? only['text'] : blocks
}

/** An answer that is begun for the model may not end in white space. */
function withoutOpenEnd(messages: readonly Message[]): readonly Message[] {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return messages
  return [...messages.slice(0, -1), { role: 'assistant', content: trimmed(last.content) }]
}

function trimmed(content: Message['content']): Message['content'] {
  if (typeof content === 'string') return content.trimEnd()
  const last = content.at(-1)
  if (typeof last?.['text'] !== 'string') return content
  return [...content.slice(0, -1), { ...last, text: last['text'].trimEnd() }]
}
