import type { RouterConfig } from '@turnout/core'

/** The strategy that serves a group: its own, or that of the first of its aliases that has one, or the usual one. */
export function strategyOf({ groupStrategies, routingStrategy, aliases }: RouterConfig, group: string): string {
  if (Object.hasOwn(groupStrategies, group)) return groupStrategies[group] ?? routingStrategy
  const leadsHere = (name: string): boolean => Object.hasOwn(aliases, name) && aliases[name]?.group === group
  return Object.entries(groupStrategies).find(([name]) => leadsHere(name))?.[1] ?? routingStrategy
}
