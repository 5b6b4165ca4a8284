import { cacheWanted, saidIn } from '../cache-said.ts'
import type { Problem } from '../problem.ts'
import { answers } from '../schema/cache.ts'
import type { ConfigFile } from '../schema/config-file.ts'

/** Settings of a response cache that nobody turned on, nor off. */
export function checkCacheWanted({ router_settings, litellm_settings }: ConfigFile): readonly Problem[] {
  const [router, litellm] = [router_settings ?? {}, litellm_settings ?? {}]
  if (cacheWanted(router, litellm) !== undefined) return []
  const kwargs: Readonly<Record<string, unknown>> = router.cache_kwargs ?? {}
  return [
    saidIn(router, 'default_cache_time_seconds', ['router_settings']),
    saidIn(router, 'caching_groups', ['router_settings']),
    ...Object.keys(answers.shape).map((key) => saidIn(kwargs, key, ['router_settings', 'cache_kwargs'])),
    saidIn(litellm, 'cache_params', ['litellm_settings']),
    saidIn(litellm, 'default_in_memory_ttl', ['litellm_settings']),
    saidIn(litellm, 'default_redis_ttl', ['litellm_settings']),
  ].flatMap((said): readonly Problem[] => {
    const message =
      'is accepted; no answers are kept, because neither cache_responses nor litellm_settings.cache is true.'
    return said ? [{ level: 'note', code: 'without-effect', message, path: said.path }] : []
  })
}
