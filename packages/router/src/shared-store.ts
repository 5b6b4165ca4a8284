import type { RouterConfig, Runtime, StateStore } from '@turnout/core'

/** The store that a configuration names, loaded and connected, or known to be lost; undefined where it names none. */
export async function sharedStore({ state }: RouterConfig, runtime?: Runtime): Promise<StateStore | undefined> {
  if (!state) return undefined
  const { redisStore } = await import('@turnout/cache-adapters/redis')
  const { redis, ...options } = state
  const store = redisStore(redis, { ...options, ...(runtime ? { clock: runtime.clock, id: runtime.id } : {}) })
  await store.ready
  return store
}
