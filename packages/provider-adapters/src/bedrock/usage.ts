import type { Usage } from '@turnout/core'
import * as z from 'zod'

const count = z.number().nullish()

/** `TokenUsage`: input in disjoint buckets. */
export const usageSchema = z.object({
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: count,
  cacheWriteInputTokens: count,
})

/** OpenAI's prompt includes what came from a cache and what went into it. */
export function openaiUsage(usage: z.infer<typeof usageSchema>): Usage {
  const read = usage.cacheReadInputTokens ?? 0
  const written = usage.cacheWriteInputTokens ?? 0
  const prompt_tokens = (usage.inputTokens ?? 0) + read + written
  const completion_tokens = usage.outputTokens ?? 0
  return {
    ...{ prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
    prompt_tokens_details: { cached_tokens: read, ...(written > 0 ? { cache_creation_tokens: written } : {}) },
  }
}
