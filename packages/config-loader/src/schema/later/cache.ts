import { z } from 'zod'
import { count, flag, notNegative, port, text, texts } from '../values.ts'

const kinds = ['local', 'redis', 'redis-semantic', 'qdrant-semantic', 's3', 'gcs', 'azure-blob', 'disk'] as const

const where = {
  type: z.enum(kinds, { error: `expected one of ${kinds.join(', ')}` }).nullish(),
  url: text.nullish(),
  host: text.nullish(),
  port: port.nullish(),
  password: text.nullish(),
  username: text.nullish(),
  db: count.nullish(),
  ssl: flag.nullish(),
  namespace: text.nullish(),
  ttl: notNegative.nullish(),
  max_connections: count.nullish(),
}

/** `litellm_settings.cache_params`; whatever else stands there is for the store that `type` names. */
export const cacheParams = z.looseObject(
  {
    ...where,
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

/** `router_settings.cache_kwargs`: arguments of the Redis client. */
export const cacheKwargs = z.looseObject(where, { error: 'expected a map' })
