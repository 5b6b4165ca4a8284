import type { CacheSettings } from '@turnout/core'
import { cachedOperations } from './cache-operations.ts'
import { cacheRedisOf } from './cache-redis.ts'
import { cacheWanted, saidOfAnswers } from './cache-said.ts'
import { semanticOf } from './cache-semantic.ts'
import { cacheTtlOf } from './cache-ttl.ts'
import { withoutHidden } from './checks/shown-names.ts'
import type { Environment } from './environment.ts'
import type { Names } from './names.ts'
import type { Problem } from './problem.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'
import { redisUseOf } from './state-settings.ts'

const usualMemoryMb = 64

export interface Cache {
  /** Absent: answers are not kept. */
  readonly settings?: CacheSettings
  readonly problems: readonly Problem[]
}

/** Which answers are kept, where, and for how long: `litellm_settings.cache_params` come before `router_settings`. */
export function cacheOf(
  router: RouterSettings,
  litellm: LitellmSettings,
  names: Names,
  environment: Environment,
): Cache {
  if (!cacheWanted(router, litellm)) return { problems: [] }
  const said = saidOfAnswers(router, litellm)
  const { redis, problems } = cacheRedisOf(router, litellm, said, environment)
  const ttl = cacheTtlOf(redis ? 'redis' : 'memory', said, router, litellm)
  const semantic = semanticOf(said, names)
  const { operations, problems: ofTypes } = cachedOperations(said, names.shown)
  const all = withoutHidden([...problems, ...ttl.problems, ...semantic.problems, ...ofTypes], names.shown)
  if (operations.length === 0) return { problems: all }
  const namespace = said('namespace')?.value
  const settings: CacheSettings = {
    ...(redis ? { redis } : {}),
    ...redisUseOf(router),
    maxBytes: Math.floor((said('max_memory_mb')?.value ?? usualMemoryMb) * 1024 * 1024),
    ...(namespace === undefined ? {} : { namespace }),
    ...ttl.settings,
    optIn: said('mode')?.value === 'default_off',
    operations,
    shared: said('shared')?.value ?? false,
    groups: (router.caching_groups ?? []).map((groups) => [...new Set(groups.map(names.groupOf))]),
    coalesce: said('coalesce')?.value ?? false,
    ...(semantic.settings ? { semantic: semantic.settings } : {}),
  }
  return { settings, problems: all }
}
