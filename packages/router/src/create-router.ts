import { ConfigError, fromObject, toSnakeCase } from '@turnout/config-loader'
import { available } from './available/available.ts'
import { cacheStore } from './cache/cache-store.ts'
import { assemble, type Instances } from './engine/assemble.ts'
import type { Engine } from './engine/engine.ts'
import { makeRouter, type Rebuild } from './make-router.ts'
import { needsModelFacts, withModelFacts } from './model-facts.ts'
import type { GroupOf, RouterOptions } from './options.ts'
import type { Router } from './router.ts'
import { sharedStore } from './shared-store.ts'
import { tellProblems } from './tell-problems.ts'

/**
 * A router from options in code. Names are inferred: asking for a group that is not there does not compile, unless
 * the list is typed open. Throws a `ConfigError` with every problem when the options cannot work.
 */
export function createRouter<const O extends RouterOptions>(options: O): Router<GroupOf<O>> {
  const {
    strategy,
    strategies,
    filters,
    providers,
    callbacks,
    store,
    responseCache,
    semanticIndex,
    runtime,
    folder,
    onProblem,
    modelList,
    dropParams,
    additionalDropParams,
    cache,
    cacheParams,
    ...settings
  } = options
  if (typeof strategy === 'string')
    throw new TypeError('`strategy` takes a strategy; the name of one goes into `routingStrategy`.')
  const file = {
    model_list: toSnakeCase(modelList),
    router_settings: toSnakeCase(settings),
    litellm_settings: toSnakeCase({ dropParams, additionalDropParams, cache, cacheParams }),
  }
  const { config, problems } = fromObject(file, {
    available: available(Object.keys(providers ?? {}), Object.keys(strategies ?? {})),
  })
  if (!config) throw new ConfigError(problems)
  tellProblems(problems, onProblem)
  const instances = present({
    strategy,
    strategies,
    filters,
    providers,
    callbacks,
    store,
    responseCache,
    semanticIndex,
    runtime,
    folder,
  })
  const own = config.cache && responseCache ? ({ kind: 'own', cache: responseCache } as const) : undefined
  const first = assemble(config, instances, undefined, own)
  const rebuild: Rebuild = async (next, before) =>
    assemble(await withModelFacts(next), instances, before, await cacheStore(next, instances, before))
  const isComplete = !needsModelFacts(config) && (store || !config.state) && !config.cache
  return makeRouter(first, rebuild, isComplete ? undefined : completed(first, instances))
}

/** With what has to be loaded, or connected to, before the first request. */
async function completed(first: Engine, instances: Instances): Promise<Engine> {
  const { config } = first
  const store = instances.store ?? (await sharedStore(config, instances.runtime))
  const known = await withModelFacts(config)
  return assemble(known, instances, store ? { ...first, store } : first, await cacheStore(config, instances))
}

/** Without the instances that were not given. */
const present = (instances: { [K in keyof Instances]: Instances[K] | undefined }): Instances =>
  Object.fromEntries(Object.entries(instances).filter(([, instance]) => instance !== undefined))
