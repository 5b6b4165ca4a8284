import type { ChatRequest } from '@turnout/core'

/** What asks for nothing but what Claude does anyway, as JSON. */
const neutral = new Set(['null', 'false', '0', '[]', '{}', '["text"]'])

/** Parameters that Anthropic's API has no words for: refused before the network, not dropped in silence. */
const refused = [
  ...['logprobs', 'top_logprobs', 'logit_bias', 'seed', 'frequency_penalty', 'presence_penalty'],
  ...['prediction', 'audio', 'modalities'],
]

/** Of these, what a request asks for. */
export function refusedParams(asked: ChatRequest): readonly string[] {
  const several = (asked.n ?? 1) === 1 ? [] : ['n']
  return [...refused.filter((param) => asksForSomething(asked[param])), ...several]
}

const asksForSomething = (value: unknown): boolean => value !== undefined && !neutral.has(JSON.stringify(value))

/** OpenAI's and LiteLLM's parameters: translated, refused, or without meaning for an answer. */
export const translatedParams: ReadonlySet<string> = new Set([
  ...refused,
  ...['model', 'messages', 'stream', 'stream_options', 'n', 'max_tokens', 'max_completion_tokens'],
  ...[
    'temperature',
    'top_p',
    'top_k',
    'stop',
    'tools',
    'tool_choice',
    'parallel_tool_calls',
    'functions',
    'function_call',
  ],
  ...[
    'response_format',
    'reasoning_effort',
    'thinking',
    'web_search_options',
    'user',
    'safety_identifier',
    'service_tier',
    'output_config',
  ],
  ...[
    'metadata',
    'store',
    'verbosity',
    'prompt_cache_key',
    'prompt_cache_retention',
    'prompt_cache_options',
    'moderation',
  ],
])
