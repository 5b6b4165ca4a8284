import type { RouterConfig } from '@turnout/core'
import { loadModelInfo } from '@turnout/model-info'

/** Whether somebody looks at prices or context windows that the configuration may not have. */
export const needsModelFacts = ({ routingStrategy, groupStrategies, checks }: RouterConfig): boolean =>
  checks.preCall || [routingStrategy, ...Object.values(groupStrategies)].some((name) => name.startsWith('cost-based'))

/** The same configuration with the prices and windows that are known of its models. */
export async function withModelFacts(config: RouterConfig): Promise<RouterConfig> {
  if (!needsModelFacts(config)) return config
  const { complete } = await loadModelInfo()
  return { ...config, deployments: config.deployments.map(complete) }
}
