import { askedPaths, type ChatRequest, features, type JsonObject, type ProviderCall } from '@turnout/core'
import { askedOf } from '../kit/asked.ts'
import { capabilityTable } from '../kit/capability-table.ts'

/** What Anthropic's API has no words for, whatever the model. */
const lacking = (capabilityTable['anthropic'] ?? []).filter(({ models }) => !models).flatMap(({ lacks }) => lacks)

/** Its parameters: refused before the network, not dropped in silence. */
const wordless = lacking.flatMap((feature) => features[feature].params)

/** Of these, what a request asks for. */
export const refusedPaths = (asked: ChatRequest): readonly string[] =>
  lacking.flatMap((feature) => askedPaths(feature, asked))

const sampling = ['temperature', 'top_p', 'top_k']

/** A request, and what of it goes to Anthropic as it is, whatever is known of it (`allowed_openai_params`). */
export function withAllowed(call: ProviderCall<'chat'>): readonly [asked: ChatRequest, asItIs: JsonObject] {
  const asked = askedOf(call)
  const allowed = (call.allowedParams ?? []).filter((param) => wordless.includes(param) || sampling.includes(param))
  if (allowed.length === 0) return [asked, {}]
  const isAllowed = ([name]: readonly [string, unknown]) => allowed.includes(name)
  const entries = Object.entries(asked)
  const without = Object.fromEntries(entries.filter((entry) => !isAllowed(entry)))
  return [{ ...without, model: asked.model, messages: asked.messages }, asJson(entries.filter(isAllowed))]
}

const asJson = (entries: readonly (readonly [string, unknown])[]): JsonObject =>
  JSON.parse(JSON.stringify(Object.fromEntries(entries)))

/** OpenAI's and LiteLLM's parameters: translated, refused, or without meaning for an answer. */
const ofOthers: ReadonlySet<string> = new Set([
  ...wordless,
  ...['model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'stop', ...sampling],
  ...['tools', 'tool_choice', 'parallel_tool_calls', 'functions', 'function_call', 'web_search_options'],
  ...['response_format', 'reasoning_effort', 'thinking', 'output_config', 'user', 'safety_identifier', 'service_tier'],
  ...['metadata', 'store', 'verbosity', 'moderation'],
  ...['prompt_cache_key', 'prompt_cache_retention', 'prompt_cache_options'],
])

/** What is neither OpenAI's nor LiteLLM's is Anthropic's own (`mcp_servers`, `container`, …), and passes as it is. */
export const ownParams = (asked: ChatRequest) =>
  Object.fromEntries(Object.entries(asked).filter(([name, value]) => value != null && !ofOthers.has(name)))
