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
  const withPoint = (part: Parameters<typeof cachePoint>[0], blocks: readonly object[]) =>
    caches && blocks.length > 0 ? [...blocks, ...cachePoint(part)] : blocks
  const messageOf = ({ role, parts }: Turn) => ({
    role,
    content: parts.flatMap((part) => withPoint(part, blocksOf(part, used, traits))),
  })
  const messages = turns.map(messageOf).filter(({ content }) => content.length > 0)
  return {
    system: system.flatMap((part) => withPoint(part, textBlocks(part.text))),
    messages,
  }
}

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
