import { Cluster, type Redis } from 'ioredis'
import type { RedisClient } from './script.ts'

interface RedisEntry {
  readonly key: string
  readonly value: Buffer
  /** Whole, and at least 1. */
  readonly ttlMs: number
}

/** Many values at once. Each settles when everything that was sent is answered. */
export interface RedisValues {
  /** Null where there is none, or something that is no string of bytes. */
  get(keys: readonly string[]): Promise<readonly (Buffer | null)[]>
  set(entries: readonly RedisEntry[]): Promise<void>
  delete(keys: readonly string[]): Promise<number>
}

export const redisValues = (client: RedisClient): RedisValues =>
  client instanceof Cluster ? inSlots(client) : together(client)

/** One server: one command, or one write of many. */
const together = (client: Redis): RedisValues => ({
  get: (keys) => client.mgetBuffer([...keys]),
  async set(entries) {
    const pipeline = client.pipeline()
    for (const { key, value, ttlMs } of entries) pipeline.set(key, value, 'PX', ttlMs)
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
  },
  delete: (keys) => client.unlink([...keys]),
})

/** A cluster: each key has a slot of its own, so that nothing can be asked together. */
const inSlots = (client: Cluster): RedisValues => ({
  get: (keys) => all(keys.map((key) => client.getBuffer(key).catch(nullIfOther))),
  async set(entries) {
    await all(entries.map(({ key, value, ttlMs }) => client.set(key, value, 'PX', ttlMs)))
  },
  delete: async (keys) => (await all(keys.map((key) => client.unlink(key)))).reduce((sum, count) => sum + count, 0),
})

/** As MGET does. (Redis, "Commands", GET and MGET.) */
const nullIfOther = (error: unknown): null => {
  if (error instanceof Error && error.message.startsWith('WRONGTYPE')) return null
  throw error
}

async function all<T>(answers: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(answers)
  return Promise.all(answers)
}
