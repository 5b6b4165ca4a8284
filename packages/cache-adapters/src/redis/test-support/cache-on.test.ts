import { type RedisSettings, type ResponseCache, Secret } from '@turnout/core'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../../tools/redis/describe-with-redis.ts'
import { type RedisCacheOptions, redisCache } from '../redis-cache.ts'
import { serverOf, timed } from './store-on.test.ts'

export const patient = { timeout: 15_000 }

/** A cache that ends with the test, and may take its time unless told otherwise. */
export const cacheOn = (settings: RedisSettings | string, options: RedisCacheOptions = {}): ResponseCache => {
  const redis = typeof settings === 'string' ? { url: new Secret(settings) } : settings
  const cache = redisCache(redis, { commandTimeoutMs: 5_000, ...options })
  onTestFinished(() => cache.close?.())
  return cache
}

/** The same once it can be asked, however slow the machine is. */
export const readyCacheOn: (...args: Parameters<typeof cacheOn>) => Promise<ResponseCache> = async (...args) => {
  const cache = cacheOn(...args)
  await expect.poll(() => outcomeOf(() => cache.get(['ready'])).then(({ said }) => said), patient).toBe('done')
  return cache
}

export const answer = (key: string, value: string | Uint8Array = `of ${key}`, ttlMs = 60_000) => ({
  ...{ key, ttlMs },
  value: typeof value === 'string' ? Buffer.from(value) : value,
})

export const textsOf = async (cache: ResponseCache, ...keys: readonly string[]) =>
  (await cache.get(keys)).map((value) => value && Buffer.from(value).toString())

/** What came of it, in words, and how long it took. */
export const outcomeOf = async (work: () => unknown): Promise<{ readonly said: string; readonly ms: number }> => {
  const { value, ms } = await timed(async () => {
    try {
      await work()
      return 'done'
    } catch (error) {
      return error instanceof Error ? error.message : 'no error'
    }
  })
  return { said: value, ms }
}

describeWithRedisServer('cacheOn', () => {
  it('asks a real Redis', async () => {
    const server = await serverOf()
    const cache = await readyCacheOn(server.url)
    await cache.set([answer('a')])
    expect(await textsOf(cache, 'a', 'b')).toEqual(['of a', undefined])
    expect(await server.cli('GET', 'turnout:answer:a')).toBe('of a')
    expect((await outcomeOf(() => cache.get(['a']))).said).toBe('done')
  })
})
