import type { CacheSettings } from '@turnout/core'
import type { RouterCache } from '@turnout/router'
import { expect, it } from 'vitest'

const settings: CacheSettings = {
  ...{ prefix: 'turnout', commandTimeoutMs: 50, maxBytes: 1_000, ttlMs: 60_000, hasOwnTtl: false, optIn: false },
  ...{ operations: ['chat'], shared: true, groups: [], coalesce: false },
}

interface KeptAnswers extends RouterCache {
  readonly keys: Set<string>
}

/** A response cache that holds keys and no answers, in Redis where that is set. */
export function keptAnswers(given: Partial<CacheSettings> = {}, parts: Partial<RouterCache> = {}): KeptAnswers {
  const keys = new Set<string>()
  return {
    keys,
    kind: given.redis ? 'redis' : 'memory',
    settings: { ...settings, ...given },
    ping: async () => {},
    delete: async (those) => those.filter((key) => keys.delete(key)).length,
    ...parts,
  }
}

it('a cache that holds keys forgets them', async () => {
  const cache = keptAnswers()
  cache.keys.add('a')
  expect([await cache.delete(['a', 'b']), await cache.delete(['a'])]).toEqual([1, 0])
})
