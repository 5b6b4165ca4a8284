import { dirname, resolve } from 'node:path'
import { builtinCallbacks } from '@turnout/callbacks'
import { ConfigError, fromObject, type Loaded, loadConfigFile } from '@turnout/config-loader'
import type { Callback, RouterConfig } from '@turnout/core'
import { available } from './available/available.ts'
import { cacheStore } from './cache/cache-store.ts'
import { assemble, type Instances } from './engine/assemble.ts'
import type { Engine } from './engine/engine.ts'
import { loadStrategies } from './load-strategies.ts'
import { makeRouter } from './make-router.ts'
import { withModelFacts } from './model-facts.ts'
import type { Router } from './router.ts'
import { sharedStore } from './shared-store.ts'
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
  const named = namedCallbacks()
  const build = async (next: RouterConfig, before?: Engine): Promise<Engine> => {
    const own = instances.callbacks ?? []
    const others = next.callbacks
      .map(({ name }) => name)
      .filter((name) => !own.some((callback) => callback.name === name))
    const callbacks = [...(await named(others)), ...own]
    const strategies = await loadStrategies(next, instances.folder, instances.strategies)
    const known = await withModelFacts(next)
    const store = before ? undefined : (instances.store ?? (await sharedStore(next, instances.runtime)))
    const cache = await cacheStore(next, instances, before)
    try {
      return assemble(known, { ...instances, callbacks, strategies, ...(store ? { store } : {}) }, before, cache)
    } catch (error) {
      if (store !== instances.store) await store?.close()
      if (cache && cache.cache !== before?.answers?.cache && cache.kind !== 'own') await cache.cache.close?.()
      throw error
    }
  }
  return makeRouter(await build(config), build)
}

function load(source: string | object, instances: Instances): Loaded | Promise<Loaded> {
  const { providers = {}, strategies = {}, folder } = instances
  const known = available(Object.keys(providers), Object.keys(strategies))
  const options = { available: known, ...(folder === undefined ? {} : { folder }) }
  return typeof source === 'string' ? loadConfigFile(source, options) : fromObject(source, options)
}

/** Callbacks by name, each made once; names that are not built in have no effect yet. */
function namedCallbacks(): (names: readonly string[]) => Promise<readonly Callback[]> {
  const made = new Map<string, Promise<Callback>>()
  return (names) =>
    Promise.all(
      names.flatMap((name) => {
        const make = Object.hasOwn(builtinCallbacks, name) ? builtinCallbacks[name] : undefined
        if (!make) return []
        const callback = made.get(name) ?? make()
        made.set(name, callback)
        return [callback]
      }),
    )
}
