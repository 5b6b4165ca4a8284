import type { RouterConfig } from '@turnout/core'

/** The strategy that serves a group asked for by its own name. */
export const strategyOf = ({ groupStrategies, routingStrategy }: RouterConfig, group: string): string =>
  (Object.hasOwn(groupStrategies, group) ? groupStrategies[group] : undefined) ?? routingStrategy
