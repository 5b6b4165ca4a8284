import type { Usage } from '@turnout/core'
import * as z from 'zod'

const count = z.number().nullish()

/** `usage` of a message and of its stream's events; input comes in disjoint buckets ("Create a Message"). */
export const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: z.object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }).nullish(),
  output_tokens_details: z.object({ thinking_tokens: count }).nullish(),
  server_tool_use: z.object({ web_search_requests: count, web_fetch_requests: count }).nullish(),
})

export type AnthropicUsage = z.output<typeof usageSchema>

/**
 * OpenAI's arithmetic: `prompt_tokens` is the sum of the buckets. What was written to the cache, and what searches were
 * made, stands beside it under LiteLLM's and Anthropic's names.
 */
export function openaiUsage(usage: AnthropicUsage): Usage {
  const cached = usage.cache_read_input_tokens ?? 0
  const written = usage.cache_creation_input_tokens ?? 0
  const { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long } = usage.cache_creation ?? {}
  const prompt_tokens = (usage.input_tokens ?? 0) + cached + written
  const completion_tokens = usage.output_tokens ?? 0
  const thought = usage.output_tokens_details?.thinking_tokens
  const searches = usage.server_tool_use?.web_search_requests
  const prompt = {
    cached_tokens: cached,
    ...(written > 0 ? { cache_creation_tokens: written } : {}),
    ...(written > 0 && (short || long)
      ? {
          cache_creation_token_details: { ephemeral_5m_input_tokens: short ?? 0, ephemeral_1h_input_tokens: long ?? 0 },
        }
      : {}),
  }
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: prompt,
    ...(thought == null ? {} : { completion_tokens_details: { reasoning_tokens: thought } }),
    ...(searches ? { server_tool_use: { web_search_requests: searches } } : {}),
  }
}

/** Adds what a later event states: figures are cumulative, and null where an event does not state them. */
export const laterUsage = (before: AnthropicUsage, usage: AnthropicUsage | null | undefined): AnthropicUsage => ({
  ...before,
  ...Object.fromEntries(Object.entries(usage ?? {}).filter(([, figure]) => figure != null)),
})
