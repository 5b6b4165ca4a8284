import { type ChatRequest, featureNames, features } from '@turnout/core'
import { withExtraBody } from './extra-body.ts'

/** OpenAI's and LiteLLM's parameters of a chat: each is translated, refused, or without meaning for an answer. */
const common: ReadonlySet<string> = new Set([
  ...featureNames.flatMap((name) => features[name].params),
  ...['model', 'messages', 'stream', 'stream_options', 'max_tokens', 'max_completion_tokens', 'top_k'],
  ...['user', 'safety_identifier', 'service_tier', 'metadata', 'store', 'verbosity', 'moderation'],
  ...['prompt_cache_key', 'prompt_cache_retention', 'prompt_cache_options'],
])

const none: ReadonlySet<string> = new Set()

/**
 * What is none of them is the vendor's own, and goes to it as it is: so that nothing is lost in silence, and it is the vendor
 * who says what it does not know. `written`: those that stand elsewhere in the body.
 */
export const ownParams = (asked: ChatRequest, written = none): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(withExtraBody(asked)).filter(
      ([name, value]) => value != null && !common.has(name) && !written.has(name),
    ),
  )
