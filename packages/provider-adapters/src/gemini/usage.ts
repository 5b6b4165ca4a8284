import type { Usage } from '@turnout/core'
import type { GeminiUsage } from './response-schema.ts'

/** Gemini counts thoughts beside the answer, what its own tools read beside the prompt, and what was cached within it. */
export function openaiUsage(usage: GeminiUsage | null | undefined): Usage | undefined {
  if (!usage || (usage.promptTokenCount ?? usage.candidatesTokenCount ?? undefined) === undefined) return undefined
  const reasoning = usage.thoughtsTokenCount ?? 0
  const prompt_tokens = (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0)
  const completion_tokens = (usage.candidatesTokenCount ?? 0) + reasoning
  return {
    ...{ prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
    prompt_tokens_details: {
      cached_tokens: usage.cachedContentTokenCount ?? 0,
      ...spoken(usage.promptTokensDetails),
    },
    completion_tokens_details: { reasoning_tokens: reasoning, ...spoken(usage.candidatesTokensDetails) },
  }
}

function spoken(details: GeminiUsage['promptTokensDetails']): { audio_tokens?: number } {
  const tokens = details?.find(({ modality }) => modality === 'AUDIO')?.tokenCount
  return tokens ? { audio_tokens: tokens } : {}
}
