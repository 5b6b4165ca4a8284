import type { CacheSettings } from '@turnout/core'
import { type SaidOfAnswers, saidIn } from './cache-said.ts'
import type { Problem } from './problem.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'

/** LiteLLM's, in seconds. */
const usual = { memory: 600, redis: 60 } as const

/** About thirty years: what comes after now and this is still a time. */
const longestMs = 1e12

export interface Ttl {
  readonly settings: Pick<CacheSettings, 'ttlMs' | 'hasOwnTtl'>
  readonly problems: readonly Problem[]
}

/** For how long answers are kept. */
export function cacheTtlOf(
  store: 'memory' | 'redis',
  said: SaidOfAnswers,
  router: RouterSettings,
  litellm: LitellmSettings,
): Ttl {
  const own =
    said('ttl') ??
    said(`default_in_${store}_ttl`) ??
    saidIn(litellm, store === 'redis' ? 'default_redis_ttl' : 'default_in_memory_ttl', ['litellm_settings']) ??
    saidIn(router, 'default_cache_time_seconds', ['router_settings'])
  const ttlMs = Math.min(Math.ceil((own?.value ?? usual[store]) * 1000), longestMs)
  return { settings: { ttlMs, hasOwnTtl: own !== undefined }, problems: own && ttlMs === 0 ? [nothing(own.path)] : [] }
}

const nothing = (path: Problem['path']): Problem => ({
  level: 'warning',
  code: 'nothing-cached',
  message: 'is 0: no answer is kept, unless its request says for how long.',
  path,
})
