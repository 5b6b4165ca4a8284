import type { RedisNode } from '@turnout/core'
import * as z from 'zod'
import { count, flag, port, present, text } from './values.ts'

/** Empty is unset: a variable may be. */
const address = /^$|^(rediss?:\/\/|unix:\/\/\/|\/)/

const url = text
  .regex(address, { error: 'must be an address like redis://host:6379, rediss://… or unix:///path', abort: true })
  .refine(
    isReadable,
    'cannot be read: a port is at most 65535, a database is a number, and in a password / # @ are %2F %23 %40',
  )

/** A path of a socket, or an address whose path is the number of a database. */
function isReadable(value: string): boolean {
  if (!value.startsWith('redis')) return true
  return URL.canParse(value) && /^\/?\d*$/.test(new URL(value).pathname)
}

/** Without its quotes 0123 would be another number. */
const password = z.string({ error: 'expected text, with quotes if it looks like a number' })

const nodeText = /^(\[[\da-fA-F:.]+\]|[^\s:[\]/@]+)(?::(\d{1,5}))?$/

/** `host:port`, `{ host, port }` or `[host, port]`. */
const nodes = (usualPort: number) => {
  const node = (host: string, at: number | null | undefined): RedisNode => ({ host, port: at ?? usualPort })
  const host = text.min(1, 'is empty')
  const written = text
    .regex(nodeText, { error: 'must be a host, or host:port', abort: true })
    .refine((value) => Number(nodeText.exec(value)?.[2] ?? 1) < 65_536, 'must have a port below 65536')
    .transform((value) => {
      const [, name = '', digits] = nodeText.exec(value) ?? []
      return node(name.replace(/^\[|\]$/g, ''), digits === undefined ? undefined : Number(digits))
    })
  const map = z.object({ host, port: port.nullish() }).transform((one) => node(one.host, one.port))
  const pair = z.tuple([host, port]).transform(([name, at]) => node(name, at))
  const one = z.union([written, map, pair], { error: 'expected host:port, or a map with host and port' })
  return z.array(one.nullable(), { error: 'expected a list of hosts' }).transform(present)
}

const clusterNodes = nodes(6379)
const sentinelNodes = nodes(26_379)

/** What every spelling of a connection has. */
export const connectionKeys = {
  url: url.nullish(),
  host: text.nullish(),
  port: port.nullish(),
  username: text.nullish(),
  password: password.nullish(),
  db: count.nullish(),
  ssl: flag.nullish(),
  service_name: text.nullish(),
  sentinel_password: password.nullish(),
}

/** `redis_…` of `router_settings`. */
export const routerRedisKeys = {
  redis_url: connectionKeys.url,
  redis_host: connectionKeys.host,
  redis_port: connectionKeys.port,
  redis_password: connectionKeys.password,
  redis_db: connectionKeys.db,
}

/** `router_settings.cache_kwargs`, as far as they are about the connection. */
export const kwargsConnection = {
  ...connectionKeys,
  startup_nodes: clusterNodes.nullish(),
  sentinel_nodes: sentinelNodes.nullish(),
}

/** `litellm_settings.cache_params`, as far as they are about the connection. */
export const cacheConnection = {
  ...connectionKeys,
  redis_startup_nodes: clusterNodes.nullish(),
  sentinel_nodes: sentinelNodes.nullish(),
}

const redis = z.object({
  ...connectionKeys,
  tls: flag.nullish(),
  cluster: clusterNodes.nullish(),
  sentinels: sentinelNodes.nullish(),
  sentinel_name: text.nullish(),
})

/** The keys of `state.redis`. */
export const redisKeys: readonly string[] = Object.keys(redis.shape)

export const redisOrUrl = z.union([url.transform((one) => ({ url: one })), redis], {
  error: 'expected an address like redis://host:6379, rediss://… or unix:///path, or a map with url or host',
})
