export type { RedisCacheOptions } from './redis-cache.ts'
export { redisCache } from './redis-cache.ts'
export type { RedisStoreOptions } from './redis-store.ts'
export { redisStore } from './redis-store.ts'
