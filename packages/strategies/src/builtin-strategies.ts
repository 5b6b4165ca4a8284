import type { JsonObject, RoutingStrategy } from '@turnout/core'
import type { AffinityKind } from './affinity-key.ts'
import { namedArgument, namedArguments, numberArgument } from './arguments.ts'
import { leastPreference } from './least-strategy.ts'
import type { Preference } from './preference.ts'
import { costBasedRouting, price } from './strategies/cost-based-routing.ts'
import { firstOf } from './strategies/first-of.ts'
import { latencyBasedRouting } from './strategies/latency-based-routing.ts'
import { busyness, leastBusy } from './strategies/least-busy.ts'
import { peakEwma } from './strategies/peak-ewma.ts'
import { simpleShuffle } from './strategies/simple-shuffle.ts'
import { affinity, sticky } from './strategies/sticky.ts'
import { tokensUsed, usageBasedRouting } from './strategies/usage-based-routing.ts'

/** Makes a strategy of `routing_strategy_args`. Arguments that it does not know are passed over. */
export type StrategyFactory = (args?: JsonObject) => RoutingStrategy

const whole: Readonly<Record<string, StrategyFactory>> = {
  'simple-shuffle': simpleShuffle,
  'least-busy': leastBusy,
  'usage-based-routing': () => usageBasedRouting(),
  'usage-based-routing-v2': () => usageBasedRouting('usage-based-routing-v2'),
  'latency-based-routing': (args = {}) =>
    latencyBasedRouting({
      ttlMs: numberArgument(args, 'ttl', 3_600, { least: 0 }) * 1_000,
      lowestLatencyBuffer: numberArgument(args, 'lowest_latency_buffer', 0, { least: 0 }),
      maxLatencyListSize: numberArgument(args, 'max_latency_list_size', 10, { least: 1, most: 10_000, whole: true }),
    }),
  'cost-based-routing': costBasedRouting,
  'peak-ewma': peakEwma,
}

const affinities = { session: 'session', prefix: 'prefix' } as const
const affinityOf = (args: JsonObject) => namedArgument<AffinityKind>(args, 'by', affinities) ?? 'session'

const preferences: Readonly<Record<string, (args: JsonObject) => Preference>> = {
  sticky: (args) => affinity(affinityOf(args)),
  'least-busy': () => leastPreference(busyness),
  'usage-based-routing': () => leastPreference(tokensUsed),
  'cost-based-routing': () => leastPreference(price),
}

/** The strategy that is named in `otherwise`, of the same arguments. */
const otherwiseOf = (args: JsonObject): RoutingStrategy =>
  (namedArgument(args, 'otherwise', whole) ?? simpleShuffle)(args)

/** Strategies by the names a configuration uses. A bad argument is a `TypeError` that names it. */
export const builtinStrategies: Readonly<Record<string, StrategyFactory>> = {
  ...whole,
  sticky: (args = {}) => sticky({ by: affinityOf(args), otherwise: otherwiseOf(args) }),
  'first-of': (args = {}) =>
    firstOf(
      namedArguments(args, 'prefer', preferences).map((make) => make(args)),
      otherwiseOf(args),
    ),
}
