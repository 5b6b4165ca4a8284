import { memoryCache } from '@turnout/cache-adapters'
import { memoryStore } from '@turnout/cache-adapters/memory'
import { LeasedStore, SurvivingStore } from '@turnout/cache-adapters/remote'
import { fromObject } from '@turnout/config-loader'
import { type CandidateFilter, defineFilter, type RouterConfig, type StateStore } from '@turnout/core'
import { createRouterFrom } from '@turnout/router'
import { available } from '@turnout/router/available'
import { inFlight } from '@turnout/strategies'
import type { InstanceParts, Makers, SimulatedInstance, World, WorldFile } from '@turnout/testing/simulation'

/** The worlds of `@turnout/testing/simulation` with the real router, and the real stores. */
export const makers: Makers = {
  makeStore: ({ monotonicMs }) => memoryStore({ ...noTimers, monotonicMs, wallMs: monotonicMs }),
  makeInstance,
}

const noTimers = {
  timer: () => () => {},
  afterwards: () => {},
  sleep: () => Promise.resolve(),
}

async function makeInstance(parts: InstanceParts): Promise<SimulatedInstance> {
  const { world, runtime, provider, callbacks } = parts
  const config = configOf(world)
  const watch = new Watch()
  const store = storeOf(parts)
  await store.ready
  const router = await createRouterFrom(config, {
    ...{ runtime, callbacks, store, providers: { 'simulated-provider': provider }, filters: [watch.filter] },
    ...(config.cache ? { responseCache: memoryCache(runtime.clock, { maxBytes: 1_000_000 }) } : {}),
  })
  const groups = [...new Set(config.deployments.map(({ group }) => group))]
  return {
    call: (request, init) => router.call('chat', request, init),
    reload: (without) =>
      router.reload({ ...config, deployments: config.deployments.filter(({ id }) => id !== without) }),
    deployments: () => router.state().deployments,
    running: () =>
      watch.look(async () => {
        for (const model of groups)
          await router.call('chat', { model, messages: [] }, { disableFallbacks: true, deadlineMs: 1 }).catch(() => {})
      }),
    close: () => router.close(),
  }
}

let known: { readonly file: WorldFile; readonly config: RouterConfig } | undefined

/** Instances have the same configuration, and so have some worlds: it is read once. */
function configOf({ seed, file }: World): RouterConfig {
  if (known?.file === file) return known.config
  const { config, problems } = fromObject(file, { available: available(['simulated-provider'], []) })
  if (!config) throw new Error(`World ${seed} has no configuration: ${JSON.stringify(problems)}`)
  known = { file, config }
  return config
}

/** Sees how many attempts are thought to run, as filters see it: excludes nobody, except while it only looks. */
class Watch {
  #running: Map<string, number> | undefined

  readonly filter: CandidateFilter = defineFilter({
    name: 'watch',
    needs: { load: inFlight },
    reject: ({ deployment, load }) => {
      this.#running?.set(deployment.id, load)
      return this.#running && 'only looked at'
    },
  })

  async look(ask: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
    const running = new Map<string, number>()
    this.#running = running
    await ask()
    this.#running = undefined
    return running
  }
}

function storeOf({ world, index, runtime, store, remote }: InstanceParts): StateStore {
  const { kind, onStoreError } = world.store
  if (kind === 'memory') return store
  const { clock, id } = runtime
  const surviving = new SurvivingStore(remote, {
    ...{ clock, id, onStoreError, connected: Promise.resolve() },
    part: () => ({ count: world.instances, rank: index }),
    reasonOf: (error) => (error instanceof Error ? error.message : 'unknown'),
  })
  return kind === 'sliced' ? new LeasedStore(surviving, clock) : surviving
}
