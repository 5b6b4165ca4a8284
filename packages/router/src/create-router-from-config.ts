import { builtinCallbacks } from '@turnout/callbacks'
import { ConfigError, fromObject, type Loaded, loadConfigFile } from '@turnout/config-loader'
import type { Callback, RouterConfig } from '@turnout/core'
import { available } from './available/available.ts'
import { assemble, type Instances } from './engine/assemble.ts'
import { makeRouter } from './make-router.ts'
import type { Router } from './router.ts'

/**
 * A router from LiteLLM's configuration file, or the same as an object. Throws a `ConfigError` with every problem when
 * it cannot work, and what `fs` throws when it cannot be read.
 */
export async function createRouterFromConfig(source: string | object, instances: Instances = {}): Promise<Router> {
  const loaded = await load(source, instances)
  if (!loaded.config) throw new ConfigError(loaded.problems, typeof source === 'string' ? source : undefined)
  return createRouterFrom(loaded.config, instances)
}

/** A router from a configuration that is already loaded. */
export async function createRouterFrom(config: RouterConfig, instances: Instances = {}): Promise<Router> {
  const named = await callbacksOf(config)
  return makeRouter(assemble(config, { ...instances, callbacks: [...named, ...(instances.callbacks ?? [])] }))
}

function load(source: string | object, { providers = {} }: Instances): Loaded | Promise<Loaded> {
  const options = { available: available(Object.keys(providers)) }
  return typeof source === 'string' ? loadConfigFile(source, options) : fromObject(source, options)
}

/** The callbacks a configuration names; names that are not built in have no effect yet. */
async function callbacksOf({ callbacks }: RouterConfig): Promise<readonly Callback[]> {
  const known = callbacks.flatMap((name) => (Object.hasOwn(builtinCallbacks, name) ? [builtinCallbacks[name]] : []))
  return Promise.all(known.flatMap((make) => (make ? [make()] : [])))
}
