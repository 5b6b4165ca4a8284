import type { FinishReason, ProviderCall, Usage, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { completion } from '../kit/completion.ts'
import { readJson } from '../kit/unreadable.ts'

/** Whose signatures these are: Claude's, wherever it runs. */
export const origin = 'anthropic'

/** Input tokens come in disjoint buckets; OpenAI's prompt_tokens is their sum. */
export const usageSchema = z.object({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
})

const messageSchema = z.object({
  id: z.string(),
  model: z.string(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: usageSchema,
})

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
}

export const finishReason = (stopReason: string | null | undefined): FinishReason =>
  finishReasons[stopReason ?? ''] ?? 'stop'

export function openaiUsage(usage: z.infer<typeof usageSchema>): Usage {
  const cached = usage.cache_read_input_tokens ?? 0
  const prompt_tokens = (usage.input_tokens ?? 0) + cached + (usage.cache_creation_input_tokens ?? 0)
  const completion_tokens = usage.output_tokens ?? 0
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens: cached },
  }
}

/** Anthropic message → OpenAI chat completion (Anthropic API reference, "Create a Message"). */
export function wholeMessage(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const { id, model, content, stop_reason, usage } = readJson(messageSchema, body, 'something that is not a message')
  const parts = content.flatMap(({ type, text = '' }) => (type === 'text' ? [{ kind: 'text', text } as const] : []))
  const choices = [{ parts, finish: finishReason(stop_reason) }]
  return completion(call, origin, { id, model, choices, usage: openaiUsage(usage) })
}
