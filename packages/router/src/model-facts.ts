import type { RouterConfig } from '@turnout/core'
import { loadModelInfo } from '@turnout/model-info'
import { builtinStrategies } from '@turnout/strategies'

/** Whether somebody looks at prices or context windows that the configuration may not have. */
export function needsModelFacts(config: RouterConfig): boolean {
  const { routingStrategy, routingStrategyArgs, groupStrategies, checks } = config
  const { otherwise, prefer } = routingStrategyArgs
  const names = [routingStrategy, ...Object.values(groupStrategies), otherwise, prefer].flat()
  return checks.preCall || names.some((name) => typeof name === 'string' && looksAtFacts(name))
}

/** Strategies of users may look at whatever there is. */
const looksAtFacts = (name: string): boolean => name === 'cost-based-routing' || !Object.hasOwn(builtinStrategies, name)

/** The same configuration with the prices and windows that are known of its models, where somebody looks at them. */
export async function withModelFacts(config: RouterConfig): Promise<RouterConfig> {
  if (!needsModelFacts(config)) return config
  const { complete } = await loadModelInfo()
  return { ...config, deployments: config.deployments.map(complete) }
}
