import { type ChatMessage, type ChatRequest, type ContentPart, type ProviderCall, ProviderError } from '@turnout/core'
import { writeJson } from '../kit/write-json.ts'

/** Sent where the request names no limit: Anthropic requires one. */
const defaultMaxTokens = 4096

/** Parameters that this adapter cannot express; refused before the network, not dropped in silence. */
const unsupported = [
  ...['tools', 'functions', 'response_format', 'reasoning_effort', 'thinking', 'web_search_options', 'prediction'],
  ...['logprobs', 'top_logprobs', 'logit_bias', 'seed', 'frequency_penalty', 'presence_penalty', 'audio', 'modalities'],
]

/** Values that ask for nothing but what Anthropic does anyway, as JSON. */
const neutral = new Set(['null', 'false', '0', '[]', '{"type":"text"}', '["text"]'])

interface Turn {
  role: 'user' | 'assistant'
  content: string
}

/** OpenAI chat → Anthropic Messages, text only (Anthropic API reference, "Create a Message"). */
export function messagesBody({ request, deployment, stream }: ProviderCall<'chat'>): string {
  const asked: ChatRequest = { ...deployment.defaults, ...request }
  for (const param of unsupported) if (asksForSomething(asked[param])) throw refusal(param)
  if ((asked.n ?? 1) !== 1) throw refusal('n')
  const system = asked.messages.filter(isSystem).map((message) => textOf(message))
  return writeJson({
    model: deployment.model,
    max_tokens: asked.max_completion_tokens ?? asked.max_tokens ?? defaultMaxTokens,
    messages: alternate(asked.messages.filter((message) => !isSystem(message))),
    ...(system.length > 0 ? { system: system.join('\n\n') } : {}),
    ...(asked.temperature == null ? {} : { temperature: Math.min(1, asked.temperature) }),
    ...(asked.top_p == null ? {} : { top_p: asked.top_p }),
    ...(asked.stop == null ? {} : { stop_sequences: [asked.stop].flat() }),
    ...(asked.user === undefined ? {} : { metadata: { user_id: asked.user } }),
    ...(stream ? { stream: true } : {}),
  })
}

const asksForSomething = (value: unknown): boolean => value !== undefined && !neutral.has(JSON.stringify(value))

const isSystem = ({ role }: ChatMessage): boolean => role === 'system' || role === 'developer'

/** Neighbours of one role become one turn, because roles must alternate. */
function alternate(messages: readonly ChatMessage[]): readonly Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    const role = roleOf(message)
    const last = turns.at(-1)
    const content = textOf(message)
    if (last?.role === role) last.content += `\n\n${content}`
    else turns.push({ role, content })
  }
  return turns
}

function roleOf({ role }: ChatMessage): Turn['role'] {
  if (role === 'user') return 'user'
  if (role === 'assistant') return 'assistant'
  throw refusal('messages', `messages of role ${role}`)
}

function textOf({ content, tool_calls }: ChatMessage): string {
  if (tool_calls?.length) throw refusal('messages', 'tool calls')
  if (typeof content === 'string') return content
  return (content ?? []).map(partText).join('')
}

function partText({ type, text }: ContentPart): string {
  if (type !== 'text') throw refusal('messages', `content of type ${type}`)
  return text ?? ''
}

const refusal = (param: string, what = `the parameter ${param}`): ProviderError =>
  new ProviderError('bad-request', `The anthropic adapter does not support ${what} yet.`, {
    code: 'unsupported_parameter',
    param,
  })
