/** LiteLLM's `cache_params` in camelCase: where answers are kept, which, and for how long. Times are in seconds. */
export interface CacheOptions {
  /** Default: `redis` where one is named, else `local`. */
  readonly type?: 'local' | 'memory' | 'redis' | 'redis-semantic' | 'valkey-semantic' | 'qdrant-semantic'
  /** `default_off`: only for requests that ask for it. */
  readonly mode?: 'default_on' | 'default_off'
  /** Default: 600, and in Redis 60. */
  readonly ttl?: number
  readonly defaultInMemoryTtl?: number
  readonly defaultInRedisTtl?: number
  /** Those with another one share nothing. */
  readonly namespace?: string
  /** LiteLLM's names, `acompletion` and the like; default: all. */
  readonly supportedCallTypes?: readonly string[]
  /** Whether callers with different keys get each other's answers. */
  readonly shared?: boolean
  /** Whether requests that ask the same at the same time share one upstream call. */
  readonly coalesce?: boolean
  /** MiB; default: 64. */
  readonly maxMemoryMb?: number
  /** The cosine from which on two prompts are the same, from 0 to 1; semantic caches must have one. */
  readonly similarityThreshold?: number
  /** The group that makes embeddings of prompts; default: `text-embedding-ada-002`. */
  readonly redisSemanticCacheEmbeddingModel?: string
  readonly valkeySemanticCacheEmbeddingModel?: string
  readonly qdrantSemanticCacheEmbeddingModel?: string
  /** `redis://host:6379`, `rediss://…` for TLS, or `unix:///path`. */
  readonly url?: string
  readonly host?: string
  readonly port?: number | string
  readonly username?: string
  readonly password?: string
  readonly db?: number
  readonly ssl?: boolean
  readonly redisStartupNodes?: readonly unknown[]
  readonly sentinelNodes?: readonly unknown[]
  readonly [argument: string]: unknown
}
