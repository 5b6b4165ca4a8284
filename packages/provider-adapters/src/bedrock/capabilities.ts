import { askedPaths, type Feature, type ProviderAdapter } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { type ModelTraits, modelTraits } from './model-traits.ts'

const inConverse = unsupportedBy(capabilityTable['bedrock'] ?? [])

/** What Converse has no words for, and what the model lacks by what is known of it. */
export const unsupportedAtBedrock: NonNullable<ProviderAdapter['unsupported']> = (operation, request, deployment) => {
  const byModel = operation === 'chat' ? lackedBy(modelTraits(deployment)) : []
  const paths = byModel.flatMap((feature) => askedPaths(feature, request))
  const always = inConverse(operation, request, deployment)
  return paths.length > 0 ? [...new Set([...always, ...paths])] : always
}

function lackedBy({ family, thinking, structured, oneCallAtATime }: ModelTraits): readonly Feature[] {
  return [
    ...(thinking || family === 'unknown' ? [] : (['reasoning'] as const)),
    ...(structured ? [] : (['json_schema'] as const)),
    ...(oneCallAtATime ? [] : (['parallel_tool_calls'] as const)),
  ]
}
