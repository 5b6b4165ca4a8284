import { type Clock, type RedisSettings, type ResponseCache, systemClock } from '@turnout/core'
import { connect } from './connect.ts'
import { connected } from './connected.ts'
import { redisValues } from './redis-values.ts'
import { troubleOf } from './trouble.ts'
import { Unanswered } from './unanswered.ts'

/** Redis counts a key's time from the year 1970, in 64 bits. */
const longestMs = Number.MAX_SAFE_INTEGER

export interface RedisCacheOptions {
  /** Before every key; `turnout`. */
  readonly prefix?: string
  /** Nothing waits longer; 50. */
  readonly commandTimeoutMs?: number
  readonly clock?: Clock
}

/**
 * A `ResponseCache` in Redis, for all instances that use the same `prefix`. It connects at once, in the background. What
 * cannot be asked now rejects, with what is wrong in words that hold no address; it is found again by itself.
 */
export function redisCache(redis: RedisSettings, options: RedisCacheOptions = {}): ResponseCache {
  const { prefix = 'turnout', commandTimeoutMs = 50, clock = systemClock } = options
  const client = connect(redis)
  const values = redisValues(client)
  const unanswered = new Unanswered(clock, commandTimeoutMs)
  const nameOf = (key: string): string => `${prefix}:answer:${key}`

  let isConnecting = true
  const connecting = connected(client, clock)
    .catch(() => {})
    .then(() => {
      isConnecting = false
    })
  /** The first who ask wait for the connection, as long as they would for an answer. */
  const connectedFirst = <T>(send: () => Promise<T>): Promise<T> => (isConnecting ? connecting.then(send) : send())
  const ask = async <T>(send: () => Promise<T>, bytes?: number): Promise<T> => {
    try {
      return await unanswered.ask(send, bytes)
    } catch (error) {
      throw new Error(troubleOf(error))
    }
  }

  return {
    async get(keys) {
      if (keys.length === 0) return []
      const found = await ask(() => connectedFirst(() => values.get(keys.map(nameOf))))
      return found.map((value) => value ?? undefined)
    },
    async set(entries) {
      if (entries.length === 0) return
      const bytes = entries.reduce((sum, { key, value }) => sum + key.length + value.byteLength, 0)
      await ask(() => {
        // Copied: they may be sent later, or a second time to another node.
        const copies = entries.map(({ key, value, ttlMs }) => ({
          ...{ key: nameOf(key), value: Buffer.from(value) },
          ttlMs: Math.max(1, Math.min(longestMs, Math.floor(ttlMs))),
        }))
        return connectedFirst(() => values.set(copies))
      }, bytes)
    },
    async delete(keys) {
      return keys.length === 0 ? 0 : ask(() => connectedFirst(() => values.delete(keys.map(nameOf))))
    },
    async close() {
      unanswered.close()
      client.disconnect()
    },
  }
}
