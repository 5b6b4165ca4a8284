import { memoryStore } from '@turnout/cache-adapters/memory'
import type {
  Callback,
  CandidateFilter,
  ProviderAdapter,
  RouterConfig,
  RoutingStrategy,
  Runtime,
  StateStore,
} from '@turnout/core'
import { builtinStrategies, servesOperation } from '@turnout/strategies'
import { configuredFallbacks } from '../policies/fallback.ts'
import { plainRetries } from '../policies/retry.ts'
import { systemRuntime } from '../system-runtime.ts'
import { emitter } from './emitter.ts'
import type { Engine } from './engine.ts'
import { type Member, makeMember } from './member.ts'
import { providerRegistry } from './provider-registry.ts'

/** Live parts that an application may bring instead of the built-in ones. */
export interface Instances {
  /** A strategy of your own. */
  readonly strategy?: RoutingStrategy
  /** Filters that run after the built-in ones. */
  readonly filters?: readonly CandidateFilter[]
  /** Adapters by the provider name that deployments use (`name/model`). */
  readonly providers?: Readonly<Record<string, ProviderAdapter>>
  readonly callbacks?: readonly Callback[]
  readonly store?: StateStore
  readonly runtime?: Runtime
}

/**
 * Names in a configuration meet code here, and only here. With an engine `before` this one, what outlives a
 * configuration goes on: the store, the adapters, and what is remembered of every deployment whose id survives.
 */
export function assemble(config: RouterConfig, instances: Instances, before?: Engine): Engine {
  const runtime = before?.runtime ?? instances.runtime ?? systemRuntime()
  const provider = before?.provider ?? providerRegistry(instances.providers ?? {})
  const strategy = instances.strategy ?? strategyOf(config)
  const filters = [servesOperation(servesBy(provider)), ...(instances.filters ?? [])]
  const emit = emitter(instances.callbacks ?? [])
  const known = new Map([...(before?.groups.values() ?? [])].flat().map((member) => [member.deployment.id, member]))
  const members = config.deployments.map((deployment) =>
    makeMember(deployment, { filters, strategy, clock: runtime.clock, before: known.get(deployment.id) }),
  )
  return {
    config,
    runtime,
    strategy,
    filters,
    provider,
    store: before?.store ?? instances.store ?? memoryStore(runtime.clock),
    retryPolicy: plainRetries(config),
    fallbackPolicy: configuredFallbacks(config.fallbacks),
    groups: byName(members),
    ...(emit ? { emit } : {}),
  }
}

function strategyOf({ routingStrategy }: RouterConfig): RoutingStrategy {
  const make = Object.hasOwn(builtinStrategies, routingStrategy) ? builtinStrategies[routingStrategy] : undefined
  if (!make) throw new TypeError(`There is no routing strategy ${routingStrategy}.`)
  return make()
}

/** A provider that is still being loaded is given the benefit of the doubt: the attempt will tell. */
const servesBy =
  (provider: Engine['provider']): Parameters<typeof servesOperation>[0] =>
  (name, operation) => {
    const adapter = provider(name)
    return adapter instanceof Promise || adapter === undefined || adapter.operations[operation] !== undefined
  }

/** By group, and each by its own id. */
function byName(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const groups = Map.groupBy(members, ({ deployment }) => deployment.group)
  for (const member of members) if (!groups.has(member.deployment.id)) groups.set(member.deployment.id, [member])
  return groups
}
