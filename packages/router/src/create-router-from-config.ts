import { dirname, resolve } from 'node:path'
import { ConfigError, fromObject, type Loaded, loadConfigFile } from '@turnout/config-loader'
import type { RouterConfig, StateStore } from '@turnout/core'
import { available } from './available/available.ts'
import type { CacheStore } from './cache/answers.ts'
import { cacheStore } from './cache/cache-store.ts'
import { ConfiguredCallbacks } from './callbacks/configured-callbacks.ts'
import { assemble, type Instances } from './engine/assemble.ts'
import type { Engine } from './engine/engine.ts'
import { loadStrategies } from './load-strategies.ts'
import { makeRouter } from './make-router.ts'
import { withModelFacts } from './model-facts.ts'
import type { Router } from './router.ts'
import { sharedStore } from './shared-store.ts'
import { systemRuntime } from './system-runtime.ts'
import { type ProblemListener, tellProblems } from './tell-problems.ts'

/**
 * A router from LiteLLM's configuration file, or the same as an object. Throws a `ConfigError` with every problem when
 * it cannot work, and what `fs` throws when it cannot be read.
 */
export async function createRouterFromConfig(
  source: string | object,
  { onProblem, ...instances }: Instances & { readonly onProblem?: ProblemListener } = {},
): Promise<Router> {
  const loaded = await load(source, instances)
  if (!loaded.config) throw new ConfigError(loaded.problems, typeof source === 'string' ? source : undefined)
  tellProblems(loaded.problems, onProblem)
  const folder = typeof source === 'string' ? dirname(resolve(source)) : instances.folder
  return createRouterFrom(loaded.config, folder === undefined ? instances : { folder, ...instances })
}

/** A router from a configuration that is already loaded. */
export async function createRouterFrom(config: RouterConfig, instances: Instances = {}): Promise<Router> {
  const { folder, callbacks: own = [], onCallbackWarning } = instances
  const configured = new ConfiguredCallbacks(folder, onCallbackWarning)
  const build = async (next: RouterConfig, before?: Engine): Promise<Engine> => {
    const runtime = before?.runtime ?? instances.runtime ?? systemRuntime(next.server.httpClient)
    const strategies = await loadStrategies(next, folder, instances.strategies)
    const known = await withModelFacts(next)
    const named = next.callbacks.filter(({ name }) => !own.some((callback) => callback.name === name))
    const prepared = await configured.prepare(named, runtime)
    let [store, cache]: [StateStore?, CacheStore?] = []
    try {
      store = before ? undefined : (instances.store ?? (await sharedStore(next, instances.runtime)))
      cache = await cacheStore(next, instances, before)
      const parts = { ...instances, runtime, callbacks: [...prepared.callbacks, ...own], strategies }
      const engine = assemble(known, store ? { ...parts, store } : parts, before, cache)
      prepared.take()
      return engine
    } catch (error) {
      prepared.leave()
      if (store !== instances.store) await store?.close()
      if (cache && cache.cache !== before?.answers?.cache && cache.kind !== 'own') await cache.cache.close?.()
      throw error
    }
  }
  return makeRouter(await build(config), build)
}

function load(source: string | object, instances: Instances): Loaded | Promise<Loaded> {
  const { providers = {}, strategies = {}, callbacks = [], folder } = instances
  const names = callbacks.map(({ name }) => name)
  const known = available(Object.keys(providers), Object.keys(strategies), names)
  const options = { available: known, ...(folder === undefined ? {} : { folder }) }
  return typeof source === 'string' ? loadConfigFile(source, options) : fromObject(source, options)
}
