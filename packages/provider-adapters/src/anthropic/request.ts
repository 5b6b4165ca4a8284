import type { ProviderCall } from '@turnout/core'
import { askedOf, samplingOf } from '../kit/asked.ts'
import type { AssistantPart, TextPart, UserPart } from '../kit/conversation/index.ts'
import { conversationOf } from '../kit/conversation/index.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'
import { origin } from './answer.ts'

/** Sent where the request names no limit: Anthropic requires one. */
const defaultMaxTokens = 4096

/** Parameters that this adapter cannot express; refused before the network, not dropped in silence. */
const unknown = [
  ...['tools', 'functions', 'response_format', 'reasoning_effort', 'thinking', 'web_search_options', 'prediction'],
  ...['logprobs', 'top_logprobs', 'logit_bias', 'seed', 'frequency_penalty', 'presence_penalty', 'audio', 'modalities'],
]

/** Values that ask for nothing but what Anthropic does anyway, as JSON. */
const neutral = new Set(['null', 'false', '0', '[]', '{"type":"text"}', '["text"]'])

/** OpenAI chat → Anthropic Messages, text only (Anthropic API reference, "Create a Message"). */
export function messagesBody(call: ProviderCall<'chat'>): string {
  const asked = askedOf(call)
  for (const param of unknown) if (asksForSomething(asked[param])) throw unsupported(origin, param)
  if ((asked.n ?? 1) !== 1) throw unsupported(origin, 'n')
  const { system, turns } = conversationOf(asked.messages, origin)
  const { maxTokens = defaultMaxTokens, temperature, topP, stop } = samplingOf(asked)
  return writeJson({
    model: call.deployment.model,
    max_tokens: maxTokens,
    messages: turns.map(({ role, parts }) => ({ role, content: contentOf(parts) })),
    system: system.length > 0 ? system.map(textOf).join('\n\n') : undefined,
    temperature: temperature === undefined ? undefined : Math.min(1, temperature),
    top_p: topP,
    stop_sequences: stop,
    metadata: asked.user === undefined ? undefined : { user_id: asked.user },
    stream: call.stream || undefined,
  })
}

const asksForSomething = (value: unknown): boolean => value !== undefined && !neutral.has(JSON.stringify(value))

/** One text as it is, several as blocks. */
function contentOf(parts: readonly (UserPart | AssistantPart)[]) {
  const texts = parts.map(textOf)
  return texts.length === 1 ? texts[0] : texts.map((text) => ({ type: 'text', text }))
}

function textOf(part: TextPart | UserPart | AssistantPart): string {
  if (part.kind !== 'text') throw unsupported(origin, part.at, `${part.kind} parts yet`)
  return part.text
}
