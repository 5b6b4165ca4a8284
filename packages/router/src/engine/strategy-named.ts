import type { JsonObject, RoutingStrategy } from '@turnout/core'
import { builtinStrategies } from '@turnout/strategies'

/** A built-in strategy. Throws a `TypeError` for a name, or an argument, that it does not know. */
export function strategyNamed(name: string, args: JsonObject): RoutingStrategy {
  const make = Object.hasOwn(builtinStrategies, name) ? builtinStrategies[name] : undefined
  if (!make) throw new TypeError(`There is no routing strategy ${name}.`)
  return make(args)
}
