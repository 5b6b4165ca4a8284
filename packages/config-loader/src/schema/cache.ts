import * as z from 'zod'
import { cacheConnection, kwargsConnection } from './redis.ts'
import { flag, notNegative, text, texts } from './values.ts'

/** LiteLLM's names, and `memory` for its `local`. */
const cacheKinds = [
  ...(['local', 'memory', 'redis', 'redis-semantic', 'valkey-semantic', 'qdrant-semantic'] as const),
  ...(['s3', 'gcs', 'azure-blob', 'disk'] as const),
] as const

export type CacheKind = (typeof cacheKinds)[number]

const modes = ['default_on', 'default_off'] as const

/** What is said of answers, and not of where Redis is. */
export const answers = z.object({
  type: z.enum(cacheKinds, { error: `expected one of ${cacheKinds.join(', ')}` }).nullish(),
  mode: z.enum(modes, { error: 'expected default_on or default_off' }).nullish(),
  ttl: notNegative.nullish(),
  default_in_memory_ttl: notNegative.nullish(),
  default_in_redis_ttl: notNegative.nullish(),
  namespace: text.nullish(),
  supported_call_types: texts.nullish(),
  similarity_threshold: notNegative.refine((value) => value <= 1, 'must be from 0 to 1').nullish(),
  redis_semantic_cache_embedding_model: text.nullish(),
  valkey_semantic_cache_embedding_model: text.nullish(),
  qdrant_semantic_cache_embedding_model: text.nullish(),
  shared: flag.nullish(),
  coalesce: flag.nullish(),
  max_memory_mb: notNegative.refine((value) => value > 0, 'must be more than 0').nullish(),
})

export type Answers = z.output<typeof answers>

const isMap = { error: 'expected a map' }

/** `litellm_settings.cache_params`; whatever else stands there is for a store that is not there. */
export const cacheParams = z.looseObject({ ...answers.shape, ...cacheConnection }, isMap)

/** `router_settings.cache_kwargs`: LiteLLM's router hands them to its client of Redis and to the response cache. */
export const cacheKwargs = z.looseObject({ ...answers.shape, ...kwargsConnection }, isMap)
