import type { ProviderCall } from '@turnout/core'
import { samplingOf } from '../kit/asked.ts'
import { conversationOf } from '../kit/conversation/index.ts'
import type { StructuredOutput } from '../kit/structured-output.ts'
import { isForced } from '../kit/tool-choice.ts'
import { toolsOf } from '../kit/tools.ts'
import { writeJson } from '../kit/write-json.ts'
import { acceptedByBedrock } from './capabilities.ts'
import { inferenceOf } from './inference-config.ts'
import { modelFields } from './model-fields.ts'
import { modelTraits } from './model-traits.ts'
import { passedOn } from './passed-on.ts'
import { converseOutput } from './structured-output.ts'
import { thinkingOf } from './thinking.ts'
import { toolConfigOf } from './tools.ts'
import { converseTurns } from './turns.ts'

/** OpenAI chat → Converse; the same body for `converse` and `converse-stream` (Bedrock API reference, "Converse"). */
export function chatBody(call: ProviderCall<'chat'>): string {
  const traits = modelTraits(call.deployment)
  const { asked, asItIs } = acceptedByBedrock(call)
  const { temperature, top_p: topP, ...insisted } = asItIs
  const conversation = conversationOf(asked.messages, traits.origin)
  const { turns } = conversation
  const sampling = samplingOf(asked)
  const { maxTokens } = sampling
  const tools = toolsOf(asked)
  const output = converseOutput(asked, traits)
  const forced = isForced(tools.choice) || output?.way === 'tool'
  const thinking = thinkingOf(asked, traits, { turns, maxTokens, forced })
  const { config, topK } = inferenceOf(sampling, traits, thinking.thinks)
  return writeJson({
    ...converseTurns(conversation, traits),
    ...some('inferenceConfig', {
      ...config,
      ...(temperature == null ? {} : { temperature }),
      ...(topP == null ? {} : { topP }),
    }),
    toolConfig: toolConfigOf(asked, { traits, tools, turns, output, thinks: thinking.thinks }),
    ...some('outputConfig', { textFormat: textFormat(output), effort: thinking.effort }),
    ...some(
      'additionalModelRequestFields',
      modelFields(asked, { traits, topK, tools, thinking: thinking.fields, insisted }),
    ),
    ...passedOn(call.deployment, asked),
  })
}

function textFormat(output: StructuredOutput | undefined): object | undefined {
  if (output?.way !== 'native') return undefined
  const { name, description, schema } = output
  const jsonSchema = { schema: JSON.stringify(schema), name, ...(description ? { description } : {}) }
  return { type: 'json_schema', structure: { jsonSchema } }
}

/** A member that is left out where it would be empty. */
const some = (name: string, value: object): object =>
  Object.values(value).some((member) => member !== undefined) ? { [name]: value } : {}
