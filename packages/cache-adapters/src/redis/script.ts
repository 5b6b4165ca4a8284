import { createHash } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'

/** One server with or without sentinels, or a cluster. */
export type RedisClient = Redis | Cluster

export type Script = (
  client: RedisClient,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>

/** A script by its hash; servers that do not know it (any more) are sent the whole. */
export function script(lua: string): Script {
  const hash = createHash('sha1').update(lua).digest('hex')
  return async (client, keys, args) => {
    try {
      return await client.evalsha(hash, keys.length, ...keys, ...args)
    } catch (error) {
      if (!isUnknown(error)) throw error
      return client.eval(lua, keys.length, ...keys, ...args)
    }
  }
}

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT')
