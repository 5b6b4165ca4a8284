import type { ChatRequest, JsonObject, ProviderCall } from '@turnout/core'
import { askedOf, samplingOf } from '../kit/asked.ts'
import { conversationOf } from '../kit/conversation/index.ts'
import { ownParams } from '../kit/own-params.ts'
import { reasoningOf, thinkingBudget } from '../kit/reasoning.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { responseFormatOf } from '../kit/response-format.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'
import { unsupportedByCohere } from './capabilities.ts'
import { toolFields } from './tools.ts'
import { messagesOf } from './turns.ts'

/** OpenAI chat → Cohere chat, version 2 (Cohere API reference, "Chat"). */
export function chatBody(call: ProviderCall<'chat'>): string {
  const { asked, asItIs } = refuseLacking(call, unsupportedByCohere)
  if (asked['top_logprobs']) throw unsupported('cohere', 'top_logprobs')
  const { maxTokens, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty } = samplingOf(asked)
  return writeJson({
    ...ownParams(asked),
    model: call.deployment.model,
    messages: messagesOf(conversationOf(asked.messages, 'cohere')),
    ...toolFields(asked),
    response_format: formatOf(asked),
    thinking: thinkingOf(asked),
    max_tokens: maxTokens,
    temperature,
    p: topP === undefined ? undefined : Math.min(mostP, Math.max(leastP, topP)),
    k: topK,
    stop_sequences: stop,
    seed,
    presence_penalty: presencePenalty,
    frequency_penalty: frequencyPenalty,
    logprobs: asked['logprobs'] === true || undefined,
    stream: call.stream,
    ...asItIs,
  })
}

/** Cohere's bounds for `p`: OpenAI's 1, which changes nothing, is over them. */
const [leastP, mostP] = [0.01, 0.99]

function formatOf(asked: ChatRequest): JsonObject | undefined {
  const format = responseFormatOf(asked)
  if (format.kind === 'text') return undefined
  return { type: 'json_object', ...(format.kind === 'schema' ? { schema: format.schema } : {}) }
}

/** Whether the answer is bound to a format, by Cohere itself. */
export const isStructured = (call: ProviderCall<'chat'>): boolean => formatOf(askedOf(call)) !== undefined

function thinkingOf(asked: ChatRequest): JsonObject | undefined {
  const reasoning = reasoningOf(asked)
  if (!reasoning) return undefined
  if (reasoning.mode === 'off') return { type: 'disabled' }
  const bounded = reasoning.effort !== undefined || reasoning.budgetTokens !== undefined
  return { type: 'enabled', ...(bounded ? { token_budget: thinkingBudget(reasoning) } : {}) }
}
