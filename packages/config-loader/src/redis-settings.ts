import { type RedisNode, type RedisSettings, Secret } from '@turnout/core'

type Maybe<T> = T | null | undefined

/** A connection in any of its spellings, parsed; nothing and empty text are unset. */
export interface Connection {
  readonly url?: Maybe<string>
  readonly host?: Maybe<string>
  readonly port?: Maybe<number>
  readonly username?: Maybe<string>
  readonly password?: Maybe<string>
  readonly db?: Maybe<number>
  readonly ssl?: Maybe<boolean>
  readonly cluster?: Maybe<readonly RedisNode[]>
  readonly sentinels?: Maybe<readonly RedisNode[]>
  readonly service_name?: Maybe<string>
  readonly sentinel_password?: Maybe<string>
}

/** Undefined where it does not say where Redis is. A cluster comes before sentinels, an address before a host. */
export function redisOf(connection: Connection): RedisSettings | undefined {
  const where = placeOf(connection)
  const { username, password, db, ssl } = connection
  return (
    where && {
      ...where,
      ...(username ? { username } : {}),
      ...(password ? { password: new Secret(password) } : {}),
      ...(typeof db === 'number' && !where.cluster ? { db } : {}),
      ...(typeof ssl === 'boolean' ? { tls: ssl } : {}),
    }
  )
}

function placeOf({ cluster, sentinels, url, host, ...rest }: Connection): RedisSettings | undefined {
  if (cluster?.length) return { cluster }
  if (sentinels?.length && rest.service_name) {
    const secret = rest.sentinel_password ? { sentinelPassword: new Secret(rest.sentinel_password) } : {}
    return { sentinels, sentinelName: rest.service_name, ...secret }
  }
  if (url) return { url: new Secret(url) }
  if (!host) return undefined
  return typeof rest.port === 'number' ? { host, port: rest.port } : { host }
}
