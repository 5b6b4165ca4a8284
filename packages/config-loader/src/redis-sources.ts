import type { RedisSettings } from '@turnout/core'
import { type Connection, redisOf } from './redis-settings.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'

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

/** `router_settings.cache_kwargs` alone. */
const kwargsConnection = ({ cache_kwargs }: RouterSettings): Connection => {
  const { startup_nodes: cluster, sentinel_nodes: sentinels, ...connection } = cache_kwargs ?? {}
  return { ...connection, cluster, sentinels }
}

/** `router_settings.redis_…`, with `cache_kwargs` over them, as LiteLLM merges the two. */
export function routerConnection(router: RouterSettings): Connection {
  const kwargs = kwargsConnection(router)
  return {
    ...kwargs,
    url: kwargs.url || router.redis_url,
    host: kwargs.host || router.redis_host,
    port: kwargs.port ?? router.redis_port,
    password: kwargs.password || router.redis_password,
    db: kwargs.db ?? router.redis_db,
  }
}

/** LiteLLM looks for `redis_url`, or `redis_host` and `redis_port`, before it looks at anything else. */
export const hasRouterRedis = ({ redis_url, redis_host, redis_port }: RouterSettings): boolean =>
  Boolean(redis_url || (redis_host && redis_port))

/** `litellm_settings.cache_params`, as far as they are about the connection. */
export const cacheConnection = ({ cache_params }: LitellmSettings): Connection => {
  const { redis_startup_nodes: cluster, sentinel_nodes: sentinels, ...connection } = cache_params ?? {}
  return { ...connection, cluster, sentinels }
}

/** The Redis of the response cache, where `cache` is on. Without a type it is a cache in Redis. */
const cacheRedis = (litellm: LitellmSettings): RedisSettings | undefined =>
  litellm.cache && (litellm.cache_params?.type ?? 'redis') === 'redis' ? redisOf(cacheConnection(litellm)) : undefined

/** The router's own: for answers `cache_kwargs` may name one alone. */
export const ownConnection = (router: RouterSettings): Connection =>
  hasRouterRedis(router) ? routerConnection(router) : kwargsConnection(router)

/** The Redis that instances share: the first that says where it is. */
export const sharedRedis = (router: RouterSettings, litellm: LitellmSettings): RedisSettings | undefined =>
  redisOf(stateConnection(router)) ??
  (hasRouterRedis(router) ? redisOf(routerConnection(router)) : undefined) ??
  cacheRedis(litellm)
