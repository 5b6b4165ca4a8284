import { z } from 'zod'
import { count, fallbackList, flag, names, notNegative, object, text, texts } from './values.ts'

const alias = z.union(
  [text.transform((model) => ({ model, hidden: false })), z.object({ model: text, hidden: flag.default(false) })],
  {
    error: 'expected a group, or a map with model and hidden',
  },
)

const fallbackKeys = {
  fallbacks: fallbackList.nullish(),
  default_fallbacks: texts.nullish(),
  context_window_fallbacks: fallbackList.nullish(),
  content_policy_fallbacks: fallbackList.nullish(),
  max_fallbacks: count.nullish(),
  num_retries: count.nullish(),
}

/** `router_settings`: the keys that work. */
export const routerSettings = z.looseObject(
  {
    ...fallbackKeys,
    routing_strategy: text.nullish(),
    routing_strategy_args: object.nullish(),
    retry_after: notNegative.nullish(),
    timeout: notNegative.nullish(),
    stream_timeout: notNegative.nullish(),
    deadline: notNegative.nullish(),
    model_group_alias: z.record(z.string(), alias.nullable(), { error: 'expected a map of names' }).nullish(),
  },
  { error: 'expected a map' },
)

/** `litellm_settings`: the keys that work. */
export const litellmSettings = z.looseObject(
  {
    ...fallbackKeys,
    request_timeout: notNegative.nullish(),
    callbacks: names.nullish(),
    success_callback: names.nullish(),
    failure_callback: names.nullish(),
  },
  { error: 'expected a map' },
)

/** `general_settings`: the keys that work. */
export const generalSettings = z.looseObject(
  {
    master_key: text.nullish(),
    litellm_headers: flag.nullish(),
    max_request_size_mb: notNegative.nullish(),
  },
  { error: 'expected a map' },
)
