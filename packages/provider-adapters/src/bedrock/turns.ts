import type { JsonObject } from '@turnout/core'
import type { AssistantPart, Conversation, ToolResultPart, Turn, UserPart } from '../kit/conversation/index.ts'
import { unsupported } from '../kit/unsupported.ts'
import { cachePoint } from './cache-point.ts'
import { DocumentNames } from './document-names.ts'
import { mediaBlock } from './media.ts'
import type { ModelTraits } from './model-traits.ts'
import { reasoningBlock } from './reasoning-blocks.ts'
import { ToolUseIds } from './tool-use-ids.ts'

/** The conversation as Converse has it: `system` and `messages` (Bedrock API reference, "Converse"). */
export function converseTurns({ system, turns }: Conversation, traits: ModelTraits) {
  const used: Used = { names: new DocumentNames(), ids: new ToolUseIds() }
  const caches = traits.cachePoints !== 'nowhere'
  const withPoint = (part: UserPart | AssistantPart, blocks: readonly object[]) =>
    caches && blocks.length > 0 ? [...blocks, ...cachePoint(breakpointOf(part))] : blocks
  const messages: Message[] = []
  for (const { role, parts } of turns) {
    const content = parts.flatMap((part) => withPoint(part, blocksOf(part, used, traits)))
    const last = messages.at(-1)
    // Between these two stood one that had nothing to say here.
    if (last?.role === role) last.content.push(...content)
    else if (content.length > 0) messages.push({ role, content })
  }
  const said = system.flatMap((part) => withPoint(part, textBlocks(part.text)))
  if (traits.family === 'claude') trimEnd(messages)
  return { system: said.length > 0 ? said : undefined, messages }
}

/** An answer that is begun for Claude may not end in white space. */
function trimEnd(messages: readonly Message[]): void {
  const last = messages.at(-1)
  const block = last?.role === 'assistant' ? last.content.at(-1) : undefined
  if (block && 'text' in block && typeof block.text === 'string')
    last?.content.splice(-1, 1, { text: block.text.trimEnd() })
}

interface Message {
  readonly role: Turn['role']
  readonly content: object[]
}

/** Inside a tool's result there can be none, so it stands behind. */
const breakpointOf = (part: UserPart | AssistantPart): JsonObject | undefined =>
  part.cacheControl ??
  (part.kind === 'tool-result' ? part.parts.findLast(({ cacheControl }) => cacheControl)?.cacheControl : undefined)

/** What may be there only once in a request. */
interface Used {
  readonly names: DocumentNames
  readonly ids: ToolUseIds
}

function blocksOf(part: UserPart | AssistantPart, used: Used, traits: ModelTraits): readonly object[] {
  if (part.kind === 'text') return textBlocks(part.text)
  if (part.kind === 'reasoning') return reasoningBlock(part, traits.origin)
  if (part.kind === 'tool-use')
    return [{ toolUse: { toolUseId: used.ids.call(part.id), name: part.name, input: part.input } }]
  if (part.kind === 'tool-result') return [resultBlock(part, used)]
  return [mediaBlock(part, used.names)]
}

/** Bedrock refuses blank ones. */
const textBlocks = (text: string): readonly object[] => (text.trim() === '' ? [] : [{ text }])

function resultBlock({ id, parts, isError }: ToolResultPart, { names, ids }: Used): object {
  const content = parts.flatMap((part) => {
    if (part.kind === 'audio') throw unsupported('bedrock', part.at, 'audio in a tool result')
    return part.kind === 'text' ? textBlocks(part.text) : [mediaBlock(part, names)]
  })
  return { toolResult: { toolUseId: ids.result(id), content, ...(isError ? { status: 'error' } : {}) } }
}
