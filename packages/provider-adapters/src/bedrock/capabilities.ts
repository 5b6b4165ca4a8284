import { askedPaths, type Feature, type ProviderAdapter, type ProviderCall } from '@turnout/core'
import { samplingParams } from '../anthropic/sampling.ts'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { type ModelTraits, modelTraits } from './model-traits.ts'

const inConverse = unsupportedBy(capabilityTable['bedrock'] ?? [])

/** What Converse has no words for, and what the model lacks by what is known of it. */
export const unsupportedByBedrock: NonNullable<ProviderAdapter['unsupported']> = (operation, request, deployment) => {
  const byModel = operation === 'chat' ? lackedBy(modelTraits(deployment)) : []
  const paths = byModel.flatMap((feature) => askedPaths(feature, request))
  const always = inConverse(operation, request, deployment)
  return paths.length > 0 ? [...new Set([...always, ...paths])] : always
}

/** What a call asks, and of it what the caller insists on. */
export const acceptedByBedrock = (call: ProviderCall<'chat'>) =>
  refuseLacking(call, unsupportedByBedrock, modelTraits(call.deployment).claude && samplingParams)

function lackedBy({ family, claude, thinking, structured, oneCallAtATime }: ModelTraits): readonly Feature[] {
  return [
    ...(thinking || family === 'unknown' ? [] : (['reasoning'] as const)),
    ...(claude?.sampling === 'neither' ? (['temperature', 'top_p'] as const) : []),
    ...(structured ? [] : (['json_schema'] as const)),
    // Without a schema it takes the call of a tool, for which not all can be made to.
    ...(structured === 'tool' || (claude && structured) ? [] : (['json_object'] as const)),
    ...(oneCallAtATime ? [] : (['parallel_tool_calls'] as const)),
  ]
}
