import { isDeepStrictEqual } from 'node:util'
import { memoryStore } from '@turnout/cache-adapters/memory'
import type {
  Callback,
  CandidateFilter,
  CooldownSettings,
  ProviderAdapter,
  RouterConfig,
  RoutingStrategy,
  Runtime,
  StateStore,
} from '@turnout/core'
import { builtinStrategies, cooling, servesOperation } from '@turnout/strategies'
import { configuredCooldowns } from '../policies/cooldown.ts'
import { configuredFallbacks } from '../policies/fallback.ts'
import { configuredRetries } from '../policies/retry.ts'
import { systemRuntime } from '../system-runtime.ts'
import { emitter } from './emitter.ts'
import type { Engine, FilterSets } from './engine.ts'
import { type Member, makeMember } from './member.ts'
import { providerRegistry } from './provider-registry.ts'
import { RetryBudgets } from './retry-budgets.ts'

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
  const filters = filterSets(config.cooldowns, provider, instances.filters ?? [])
  const { retries, cooldowns, hedging } = config
  const emit = emitter(instances.callbacks ?? [])
  const known = new Map([...(before?.groups.values() ?? [])].flat().map((member) => [member.deployment.id, member]))
  const members = config.deployments.map((deployment) =>
    makeMember(deployment, {
      ...{ filters: filters.usual, strategy, clock: runtime.clock, hedges: hedging !== undefined },
      before: known.get(deployment.id),
    }),
  )
  return {
    config,
    runtime,
    strategy,
    filters,
    provider,
    store: before?.store ?? instances.store ?? memoryStore(runtime.clock),
    retryPolicy: configuredRetries(config),
    fallbackPolicy: configuredFallbacks(config.fallbacks),
    cooldownPolicy: configuredCooldowns(cooldowns),
    budgets:
      isDeepStrictEqual(before?.config.retries.budget, retries.budget) && before
        ? before.budgets
        : new RetryBudgets(retries.budget),
    groups: byName(members),
    ...(emit ? { emit } : {}),
  }
}

/** The same needs in the same places, so that a member's views fit each of the three. */
const filterSets = (
  { disabled, timeMs }: CooldownSettings,
  provider: Engine['provider'],
  own: readonly CandidateFilter[],
): FilterSets => {
  const serves = servesOperation(servesBy(provider))
  return {
    usual: [serves, cooling(disabled || timeMs === 0 ? 'none' : 'all'), ...own],
    panic: [serves, cooling('stated'), ...own],
    direct: [serves, cooling('none'), ...own],
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
