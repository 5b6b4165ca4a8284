import type { RouterConfig } from '@turnout/core'
import type { Path, Problem } from '../problem.ts'
import { type Connection, redisOf } from '../redis-settings.ts'
import {
  cacheConnection,
  hasRouterRedis,
  ownConnection,
  routerConnection,
  sharedRedis,
  stateConnection,
} from '../redis-sources.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { kwargsConnection, routerRedisKeys } from '../schema/redis.ts'
import type { RouterSettings } from '../schema/settings.ts'

const section: Path = ['router_settings']

/** What `state` says of the Redis of a response cache, too. */
const ofAnyRedis: readonly string[] = ['command_timeout', 'prefix']

/** Settings of Redis that do not add up to one, or of which another makes nothing. */
export function checkRedis(
  { cache }: RouterConfig,
  { router_settings, litellm_settings }: ConfigFile,
): readonly Problem[] {
  const router = router_settings ?? {}
  const litellm = litellm_settings ?? {}
  const ofCache = cache ? nameless(cacheConnection(litellm), ['litellm_settings', 'cache_params'], 'service_name') : []
  const keepsAnswers = Boolean(cache?.redis && !redisOf(cacheConnection(litellm)) && redisOf(ownConnection(router)))
  const found = [...ofState(router), ...ofRouter(router, keepsAnswers), ...ofCache]
  const idle = statedKeys(router.state).filter((key) => !(cache?.redis && ofAnyRedis.includes(key)))
  return found.length === 0 && idle.length > 0 && !sharedRedis(router, litellm)
    ? [
        incomplete(
          [...section, 'state'],
          'is for instances that share a Redis, and there is none. Write redis: redis://host:6379.',
        ),
      ]
    : found
}

function ofState(router: RouterSettings): readonly Problem[] {
  const own = stateConnection(router)
  const path: Path = router.state?.redis ? [...section, 'state', 'redis'] : [...section, 'state']
  const message = 'does not say where Redis is: write url, host, cluster, or sentinels with sentinel_name.'
  if (!redisOf(own)) return statedKeys(own).length > 0 ? [incomplete(path, message)] : []
  return nameless(own, path, 'sentinel_name')
}

/** `keepsAnswers`: the response cache is in the Redis of these, whatever the state is in. */
function ofRouter(router: RouterSettings, keepsAnswers: boolean): readonly Problem[] {
  const written = statedKeys(router).filter((key) => Object.hasOwn(routerRedisKeys, key))
  const kwargs = statedKeys(router.cache_kwargs).filter((key) => Object.hasOwn(kwargsConnection, key))
  const [first] = written
  if (redisOf(stateConnection(router)) && keepsAnswers) return []
  if (redisOf(stateConnection(router)))
    return [...written, ...(kwargs.length > 0 ? ['cache_kwargs'] : [])].map((key) => unused([...section, key]))
  if (hasRouterRedis(router)) return nameless(routerConnection(router), [...section, 'cache_kwargs'], 'service_name')
  if (first !== undefined) return [incomplete([...section, first], missingBeside(router))]
  return kwargs.length > 0 && !keepsAnswers ? [incomplete([...section, 'cache_kwargs'], neither)] : []
}

const neither = 'has no redis_url beside it, nor redis_host and redis_port, so it is passed over.'

const missingBeside = ({ redis_host, redis_port }: RouterSettings): string => {
  if (redis_host)
    return 'has no redis_port beside it, and LiteLLM needs both, so it is passed over. Write redis_port: 6379.'
  return redis_port ? 'has no redis_host beside it, and LiteLLM needs both, so it is passed over.' : neither
}

/** Sentinels are passed over without the name of the master that they watch. */
const nameless = ({ cluster, sentinels, service_name }: Connection, path: Path, key: string): readonly Problem[] =>
  sentinels?.length && !cluster?.length && !service_name
    ? [incomplete(path, `has sentinels and no ${key}, so they are passed over.`)]
    : []

const statedKeys = (map: object | null | undefined): readonly string[] =>
  Object.entries(map ?? {}).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [key],
  )

const incomplete = (path: Path, message: string): Problem => ({
  level: 'warning',
  code: 'incomplete-redis',
  message,
  path,
})

const unused = (path: Path): Problem => ({
  level: 'note',
  code: 'without-effect',
  message: 'is accepted; state says which Redis is used.',
  path,
})
