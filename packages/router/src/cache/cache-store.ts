import { isDeepStrictEqual } from 'node:util'
import { type CacheSettings, type Clock, type RouterConfig, type SemanticIndex, systemClock } from '@turnout/core'
import type { Instances } from '../engine/assemble.ts'
import type { Engine } from '../engine/engine.ts'
import type { CacheStore } from './answers.ts'

/** Where the answers of a configuration are kept: the application's own, or what the engine before has, if it is the same. */
export async function cacheStore(
  { cache: settings }: RouterConfig,
  { responseCache, semanticIndex, runtime }: Pick<Instances, 'responseCache' | 'semanticIndex' | 'runtime'>,
  before?: Engine,
): Promise<CacheStore | undefined> {
  if (!settings) return undefined
  const clock = runtime?.clock ?? systemClock
  const known = before?.answers
  const place = responseCache
    ? ({ kind: 'own', cache: responseCache } as const)
    : known && isSamePlace(known.settings, settings)
      ? { kind: known.kind, cache: known.cache }
      : await newPlace(settings, clock)
  if (!settings.semantic) return place
  return { ...place, index: semanticIndex ?? known?.index ?? (await memoryIndexOf(settings, clock)) }
}

async function newPlace(settings: CacheSettings, clock: Clock): Promise<CacheStore> {
  if (!settings.redis) {
    const { memoryCache } = await import('@turnout/cache-adapters')
    return { kind: 'memory', cache: memoryCache(clock, settings) }
  }
  const { redisCache } = await import('@turnout/cache-adapters/redis')
  return { kind: 'redis', cache: redisCache(settings.redis, { ...settings, clock }) }
}

async function memoryIndexOf(settings: CacheSettings, clock: Clock): Promise<SemanticIndex> {
  const { memoryIndex } = await import('@turnout/cache-adapters')
  return memoryIndex(clock, settings)
}

const isSamePlace = (one: CacheSettings, other: CacheSettings): boolean =>
  isDeepStrictEqual(placeOf(one), placeOf(other))

/** Secrets are compared, too. */
function placeOf({ redis, prefix, commandTimeoutMs, maxBytes }: CacheSettings) {
  if (!redis) return { maxBytes }
  const secrets = [redis.url, redis.password, redis.sentinelPassword].map((secret) => secret?.reveal())
  return { redis, secrets, prefix, commandTimeoutMs }
}
