import type { RedisSettings } from '@turnout/core'
import * as z from 'zod'
import { type Connection, redisOf } from './redis-settings.ts'
import { cacheConnection } from './schema/redis.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'
import { flag } from './schema/values.ts'

/** `router_settings.state`: the map `redis`, and `redis_…` where it says nothing. */
export function stateConnection({ state }: RouterSettings): Connection {
  const { cluster, sentinels, sentinel_name, tls, ...map }: RedisMap = state?.redis ?? {}
  return {
    url: map.url || state?.redis_url,
    host: map.host || state?.redis_host,
    port: map.port ?? state?.redis_port,
    username: map.username || state?.redis_username,
    password: map.password || state?.redis_password,
    db: map.db ?? state?.redis_db,
    ssl: tls ?? map.ssl ?? state?.redis_ssl,
    ...{ cluster, sentinels, service_name: sentinel_name || map.service_name },
    sentinel_password: map.sentinel_password,
  }
}

type RedisMap = Partial<Extract<NonNullable<NonNullable<RouterSettings['state']>['redis']>, { cluster?: unknown }>>

/** `router_settings.redis_…`, with `cache_kwargs` over them, as LiteLLM merges the two. */
export function routerConnection(router: RouterSettings): Connection {
  const { startup_nodes, sentinel_nodes, ...kwargs } = router.cache_kwargs ?? {}
  return {
    url: kwargs.url || router.redis_url,
    host: kwargs.host || router.redis_host,
    port: kwargs.port ?? router.redis_port,
    username: kwargs.username,
    password: kwargs.password || router.redis_password,
    db: kwargs.db ?? router.redis_db,
    ssl: kwargs.ssl,
    ...{ cluster: startup_nodes, sentinels: sentinel_nodes, service_name: kwargs.service_name },
    sentinel_password: kwargs.sentinel_password,
  }
}

/** LiteLLM looks for `redis_url`, or `redis_host` and `redis_port`, before it looks at anything else. */
export const hasRouterRedis = ({ redis_url, redis_host, redis_port }: RouterSettings): boolean =>
  Boolean(redis_url || (redis_host && redis_port))

/** The Redis of the response cache, where `cache` is on. What is wrong with it has been told, and it is passed over. */
function cacheRedis({ cache, cache_params }: LitellmSettings): RedisSettings | undefined {
  const { data } = cacheParams.safeParse(cache_params)
  if (flag.safeParse(cache).data !== true || !data) return undefined
  const { redis_startup_nodes: cluster, sentinel_nodes: sentinels, ...connection } = data
  return redisOf({ ...connection, cluster, sentinels })
}

/** Without a type it is a cache in Redis. */
const cacheParams = z.looseObject({ ...cacheConnection, type: z.literal('redis').nullish() })

/** The Redis that instances share: the first that says where it is. */
export const sharedRedis = (router: RouterSettings, litellm: LitellmSettings): RedisSettings | undefined =>
  redisOf(stateConnection(router)) ??
  (hasRouterRedis(router) ? redisOf(routerConnection(router)) : undefined) ??
  cacheRedis(litellm)
