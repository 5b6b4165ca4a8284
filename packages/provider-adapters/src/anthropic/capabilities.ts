import { type ChatRequest, features, type ProviderCall } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { samplingParams } from './sampling.ts'

const rows = capabilityTable['anthropic'] ?? []

/** What a request asks that Anthropic's API has no words for, or its model lacks, wherever Claude runs. */
export const unsupportedByClaude = unsupportedBy(rows)

/** What a call asks, and of it what the caller insists on. */
export const acceptedByClaude = (call: ProviderCall<'chat'>) => refuseLacking(call, unsupportedByClaude, samplingParams)

/** Parameters that it has no words for, whatever the model. */
const wordless = rows.flatMap(({ models, lacks }) =>
  models ? [] : lacks.flatMap((feature) => features[feature].params),
)

/** OpenAI's and LiteLLM's parameters: translated, refused, or without meaning for an answer. */
const ofOthers: ReadonlySet<string> = new Set([
  ...wordless,
  ...[
    'model',
    'messages',
    'stream',
    'stream_options',
    'max_tokens',
    'max_completion_tokens',
    'stop',
    ...samplingParams,
  ],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'functions', 'function_call', 'web_search_options'],
  ...['response_format', 'reasoning_effort', 'thinking', 'output_config', 'user', 'safety_identifier', 'service_tier'],
  ...['metadata', 'store', 'verbosity', 'moderation'],
  ...['prompt_cache_key', 'prompt_cache_retention', 'prompt_cache_options'],
])

/** What is neither OpenAI's nor LiteLLM's is Anthropic's own (`mcp_servers`, `container`, …), and passes as it is. */
export const ownParams = (asked: ChatRequest) =>
  Object.fromEntries(Object.entries(asked).filter(([name, value]) => value != null && !ofOthers.has(name)))
