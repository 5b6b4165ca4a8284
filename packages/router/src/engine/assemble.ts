import { isDeepStrictEqual } from 'node:util'
import { memoryStore } from '@turnout/cache-adapters/memory'
import type {
  Callback,
  CandidateFilter,
  ProviderAdapter,
  ResponseCache,
  RouterConfig,
  RoutingStrategy,
  Runtime,
  SemanticIndex,
  StateStore,
} from '@turnout/core'
import { capabilities, contextWindow, cooling, region, servesOperation } from '@turnout/strategies'
import { answersOf, type CacheStore } from '../cache/answers.ts'
import { EventHub } from '../events/event-hub.ts'
import { configuredCooldowns } from '../policies/cooldown.ts'
import { configuredFallbacks } from '../policies/fallback.ts'
import { configuredRetries } from '../policies/retry.ts'
import { systemRuntime } from '../system-runtime.ts'
import { adaptersLoaded } from './adapters-loaded.ts'
import { Choice } from './choice.ts'
import { cools } from './cools.ts'
import { DecisionTime } from './decision-time.ts'
import type { Engine, FilterSets } from './engine.ts'
import { filledDeployments } from './filled-deployments.ts'
import { groupsOf } from './groups-of.ts'
import type { FaultListener } from './guarded.ts'
import { LimitTimer } from './limit-timer.ts'
import { patternsOf } from './patterns.ts'
import { Prices } from './prices.ts'
import { providerRegistry } from './provider-registry.ts'
import { RetryBudgets } from './retry-budgets.ts'
import { SoftState } from './soft-state.ts'
import { uniqueIds } from './unique-ids.ts'
import { windows } from './windows.ts'

/** Live parts that an application may bring instead of the built-in ones. */
export interface Instances {
  /** A strategy of your own. */
  readonly strategy?: RoutingStrategy
  /** Strategies of your own by the names that `routingStrategy` and `modelGroupStrategy` use. */
  readonly strategies?: Readonly<Record<string, RoutingStrategy>>
  /** Filters that run after the built-in ones. */
  readonly filters?: readonly CandidateFilter[]
  /** Adapters by the provider name that deployments use (`name/model`). */
  readonly providers?: Readonly<Record<string, ProviderAdapter>>
  /** One of the same name takes the place of a configured one. */
  readonly callbacks?: readonly Callback[]
  /** Hears what configured callbacks warn of, each thing once; default: a warning of the process. */
  readonly onCallbackWarning?: (message: string) => void
  readonly store?: StateStore
  /** Where answers are kept, if the configuration has it that they are. */
  readonly responseCache?: ResponseCache
  /** Where the meanings of prompts are kept, if the configuration has it that they are. */
  readonly semanticIndex?: SemanticIndex
  readonly runtime?: Runtime
  /** Where the configuration is: strategies and callbacks that it names by a path or package are loaded from there. */
  readonly folder?: string
}

/**
 * Names in a configuration meet code here, and only here. With an engine `before` this one, what outlives a
 * configuration goes on: the store, the adapters, and what is remembered of every deployment whose id survives.
 */
export function assemble(config: RouterConfig, instances: Instances, before?: Engine, cache?: CacheStore): Engine {
  const runtime = before?.runtime ?? instances.runtime ?? systemRuntime(config.server.httpClient)
  const provider = before?.provider ?? providerRegistry(instances.providers ?? {})
  const filters = filterSets(config, provider, instances.filters ?? [])
  const events = before?.events ?? new EventHub(runtime.clock)
  const { strategy: own, strategies = {} } = instances
  const onFault: FaultListener = (strategy, reason, context) => {
    if (context instanceof Choice && context.isImagined) return
    const { requestId, group, nowMs } = context
    events.emit?.({ type: 'strategy-fault', requestId, atMs: nowMs, strategy, group, reason })
  }
  const now = new DecisionTime(runtime.clock)
  const groups = groupsOf(config, {
    ...{ filters: filters.usual, now, before, own, strategies, onFault },
  })
  const store = before?.store ?? instances.store ?? memoryStore(runtime.clock)
  const soft = before?.soft ?? (store.channel && new SoftState(store.channel, runtime, exchangeMs(config)))
  events.use(instances.callbacks ?? [], config)
  return {
    config,
    runtime,
    filters,
    now,
    newId: before?.newId ?? uniqueIds(runtime.id()),
    timer: before?.timer ?? new LimitTimer(runtime.clock),
    provider,
    store,
    ...(soft ? { soft } : {}),
    ...(cache && config.cache ? { answers: answersOf(cache, config.cache, runtime.clock, events) } : {}),
    retryPolicy: configuredRetries(config),
    fallbackPolicy: configuredFallbacks(config.fallbacks),
    cooldownPolicy: configuredCooldowns(config.cooldowns),
    budgets: budgetsOf(config, before),
    groups,
    patterns: patternsOf(new Set(config.deployments.map(({ group }) => group))),
    filled: filledDeployments(),
    adaptersLoaded: adaptersLoaded(provider),
    ...(config.checks.preCall ? { windows: before?.windows ?? windows() } : {}),
    prices: before?.prices ?? new Prices(),
    events,
  }
}

/** How often instances tell each other, where the store is not configured but given. */
const usualExchangeMs = 200

const exchangeMs = ({ state }: RouterConfig): number => state?.exchangeMs ?? usualExchangeMs

const budgetsOf = ({ retries }: RouterConfig, before: Engine | undefined): RetryBudgets =>
  before && isDeepStrictEqual(before.config.retries.budget, retries.budget)
    ? before.budgets
    : new RetryBudgets(retries.budget)

/** The same needs in the same places, so that a member's views fit each of the three. */
const filterSets = (
  config: RouterConfig,
  provider: Engine['provider'],
  own: readonly CandidateFilter[],
): FilterSets => {
  const { checks } = config
  const serves = servesOperation(servesBy(provider))
  const able = [serves, capabilities]
  const rest = [...(checks.preCall ? [contextWindow, region] : []), ...own]
  return {
    usual: [...able, cooling(cools(config) ? 'all' : 'none'), ...rest],
    panic: [...able, cooling('stated'), ...rest],
    direct: [...able, cooling('none'), ...rest],
  }
}

/** A provider that is still being loaded is given the benefit of the doubt: the attempt will tell. */
const servesBy =
  (provider: Engine['provider']): Parameters<typeof servesOperation>[0] =>
  (name, operation) => {
    const adapter = provider(name)
    return adapter instanceof Promise || adapter === undefined || adapter.operations[operation] !== undefined
  }
