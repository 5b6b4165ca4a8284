import type { JsonObject } from '@turnout/core'

/** A stretch of reasoning as a provider said it. */
export interface ReasoningSaid {
  readonly text: string
  /** Without one, it is text to read and cannot be given back. */
  readonly signature?: string | undefined
  /** Instead of text: what the provider hid. */
  readonly redacted?: string | undefined
}

/**
 * Its entry in `thinking_blocks` (LiteLLM's field), with `origin`, whose signature it is, so that it goes back to
 * nobody else; undefined where there is nothing that could be given back.
 */
export function thinkingBlock({ text, signature, redacted }: ReasoningSaid, origin: string): JsonObject | undefined {
  if (redacted) return { type: 'redacted_thinking', data: redacted, origin }
  return signature ? { type: 'thinking', thinking: text, signature, origin } : undefined
}
