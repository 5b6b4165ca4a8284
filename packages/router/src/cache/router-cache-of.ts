import type { CacheSettings } from '@turnout/core'
import type { Engine } from '../engine/engine.ts'
import type { RouterCache } from '../router-cache.ts'

/** How long a probe is kept that nobody came to delete. */
const probeMs = 10_000

/** The kept answers of an engine, or of the one that it becomes later. */
export function routerCache(settings: CacheSettings, engine: Engine, later?: Promise<Engine>): RouterCache {
  const cache = async () => {
    const known = await (later ?? engine)
    if (!known.answers) throw new Error('The cache could not be loaded.')
    return known.answers.cache
  }
  return {
    kind: engine.answers?.kind ?? (settings.redis ? 'redis' : 'memory'),
    settings,
    async ping() {
      const known = await cache()
      const key = `ping:${engine.runtime.id()}`
      const value = Buffer.from(key)
      await known.set([{ key, value, ttlMs: probeMs }])
      const [back] = await known.get([key])
      await known.delete([key])
      if (!back || !value.equals(back)) throw new Error('What was kept did not come back.')
    },
    delete: async (keys) => (await cache()).delete(keys),
  }
}
