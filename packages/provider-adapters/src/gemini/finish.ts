import { type FinishReason, ProviderError } from '@turnout/core'
import { unreadable } from '../kit/unreadable.ts'
import type { GeminiResponse } from './response-schema.ts'

/** Gemini API reference, "FinishReason"; what is not here is an end like another. */
const finishReasons: Readonly<Record<string, FinishReason>> = {
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  MODEL_ARMOR: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  IMAGE_OTHER: 'content_filter',
}

/** The model said something that Google could not read; another try may go well. */
const spoilt = new Set(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS', 'MALFORMED_RESPONSE'])

/** Throws where the answer is spoilt. `STOP` stands for calls too; that it ended in calls is known elsewhere. */
export function finishReason(said: string): FinishReason {
  if (spoilt.has(said)) throw unreadable(`a spoilt answer (${said})`)
  return finishReasons[said] ?? 'stop'
}

/** Throws where the prompt was refused, which comes with status 200 and no candidate. */
export function refuseBlocked({ promptFeedback, candidates }: GeminiResponse): void {
  const reason = promptFeedback?.blockReason
  if (!reason || (candidates?.length ?? 0) > 0) return
  throw new ProviderError('content-policy', promptFeedback.blockReasonMessage || `The prompt was blocked (${reason}).`)
}
