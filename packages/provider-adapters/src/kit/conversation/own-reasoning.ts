import type { ReasoningPart } from './conversation.ts'
import type { ThinkingBlock } from './message-schema.ts'

/** Whose signatures those are that name nobody: LiteLLM writes them for Claude. */
const unnamedOrigin = 'anthropic'

/**
 * The reasoning of an assistant message for the provider that verifies the signatures of `origin`: its own signed
 * blocks; where there are none, the plain text, which some take back and others leave out.
 */
export function ownReasoning(
  blocks: readonly ThinkingBlock[],
  plain: string | null | undefined,
  at: string,
  origin: string,
): readonly ReasoningPart[] {
  const own = blocks.filter((block) => (block.origin ?? unnamedOrigin) === origin)
  const signed = own.flatMap((block) => signedPart(block, at))
  if (signed.length > 0) return signed
  const text = plain || blocks.map((block) => (block.type === 'thinking' ? (block.thinking ?? '') : '')).join('')
  return text ? [{ kind: 'reasoning', text, at }] : []
}

function signedPart(block: ThinkingBlock, at: string): readonly ReasoningPart[] {
  if (block.type === 'redacted_thinking') return [{ kind: 'reasoning', text: '', redacted: block.data, at }]
  if (!block.signature) return []
  return [{ kind: 'reasoning', text: block.thinking ?? '', signature: block.signature, at }]
}
