import type { ReasoningPart } from '../kit/conversation/index.ts'

/**
 * Reasoning that goes back: only what is signed or hidden, because models refuse the rest or do without it. Claude's hidden
 * reasoning is text to Anthropic and bytes to Bedrock; here it is Anthropic's text, so that either may have it.
 */
export function reasoningBlock({ text, signature, redacted }: ReasoningPart, origin: string): readonly object[] {
  if (redacted !== undefined) return [{ reasoningContent: { redactedContent: asBytes(redacted, origin) } }]
  return signature ? [{ reasoningContent: { reasoningText: { text, signature } } }] : []
}

const asBytes = (redacted: string, origin: string): string =>
  origin === 'anthropic' ? Buffer.from(redacted).toString('base64') : redacted

/** The other way round: what `redactedContent` holds, several pieces joined. */
export function redactedText(pieces: readonly string[], origin: string): string {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
  return bytes.toString(origin === 'anthropic' ? 'utf8' : 'base64')
}
