import type { ChatCompletion, FinishReason, Usage, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { unreadable } from '../kit/open-exchange.ts'

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

/** Anthropic message → OpenAI chat completion. `createdSeconds` is the router's clock: Anthropic says no date. */
export function wholeMessage(body: Uint8Array, createdSeconds: number): WholeBatch<'chat'> {
  const message = parseMessage(body)
  const content = message.content.flatMap(({ type, text }) => (type === 'text' ? [text ?? ''] : [])).join('')
  const usage = openaiUsage(message.usage)
  const result: ChatCompletion = {
    id: message.id,
    object: 'chat.completion',
    created: createdSeconds,
    model: message.model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finishReason(message.stop_reason) }],
    usage,
  }
  return { kind: 'whole', result: () => result, usage: () => usage }
}

function parseMessage(body: Uint8Array): z.infer<typeof messageSchema> {
  try {
    return messageSchema.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    throw unreadable('something that is not a message')
  }
}
