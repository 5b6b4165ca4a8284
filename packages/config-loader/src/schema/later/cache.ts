import * as z from 'zod'
import { cacheConnection } from '../redis.ts'
import { count, flag, notNegative, text, texts } from '../values.ts'

const kinds = ['local', 'redis', 'redis-semantic', 'qdrant-semantic', 's3', 'gcs', 'azure-blob', 'disk'] as const

const shared = {
  type: z.enum(kinds, { error: `expected one of ${kinds.join(', ')}` }).nullish(),
  namespace: text.nullish(),
  ttl: notNegative.nullish(),
  max_connections: count.nullish(),
}

/** `litellm_settings.cache_params`; whatever else stands there is for the store that `type` names. */
export const cacheParams = z.looseObject(
  {
    ...shared,
    ...cacheConnection,
    mode: z.enum(['default_on', 'default_off'], { error: 'expected default_on or default_off' }).nullish(),
    shared: flag.nullish(),
    similarity_threshold: notNegative.nullish(),
    supported_call_types: texts.nullish(),
    default_in_memory_ttl: notNegative.nullish(),
    default_in_redis_ttl: notNegative.nullish(),
    redis_flush_size: count.nullish(),
    disk_cache_dir: text.nullish(),
  },
  { error: 'expected a map' },
)

/** `router_settings.cache_kwargs` that are about the response cache. */
export const cacheKwargsLater = z.looseObject(shared)
