import type { ProviderCall } from '@turnout/core'
import { askedOf, type Sampling, samplingOf } from '../kit/asked.ts'
import { conversationOf } from '../kit/conversation/index.ts'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'
import { unsupportedAtBedrock } from './capabilities.ts'
import { modelFields } from './model-fields.ts'
import { type ModelTraits, modelTraits } from './model-traits.ts'
import { passedOn } from './passed-on.ts'
import { answersByTool, type StructuredOutput, structuredOutputOf } from './structured-output.ts'
import { resumable, thinkingOf } from './thinking.ts'
import { toolConfigOf } from './tools.ts'
import { converseTurns } from './turns.ts'

/** OpenAI chat → Converse; the same body for `converse` and `converse-stream` (Bedrock API reference, "Converse"). */
export function converseBody(call: ProviderCall<'chat'>): string {
  const asked = askedOf(call)
  const { allowedParams = [], deployment } = call
  const inexpressible = unsupportedAtBedrock('chat', asked, deployment)
  const [refused] = inexpressible.filter((param) => !allowedParams.includes(param))
  if (refused !== undefined) throw unsupported('bedrock', refused)
  const traits = modelTraits(deployment)
  const conversation = conversationOf(asked.messages, traits.origin)
  const sampling = samplingOf(asked)
  const tools = toolsOf(asked)
  const output = structuredOutputOf(asked, traits)
  const thinking = resumable(thinkingOf(asked, traits, sampling.maxTokens), conversation.turns)
  const answer = output && answersByTool(asked, output) ? output.format : undefined
  return writeJson({
    ...converseTurns(conversation, traits),
    ...some('inferenceConfig', inferenceConfig(sampling, traits)),
    toolConfig: toolConfigOf(tools, { traits, turns: conversation.turns, answer }),
    ...some('outputConfig', { textFormat: textFormat(output), effort: thinking.effort }),
    ...some(
      'additionalModelRequestFields',
      modelFields(asked, { traits, sampling, tools, thinking: thinking.fields, allowed: inexpressible }),
    ),
    ...passedOn(deployment, asked),
  })
}

const inferenceConfig = ({ maxTokens, temperature, topP, stop = [] }: Sampling, { family }: ModelTraits) => {
  // Claude refuses those of nothing but white space.
  const stops = family === 'claude' ? stop.filter((text) => text.trim() !== '') : stop
  return {
    maxTokens,
    temperature: temperature === undefined ? undefined : Math.min(1, temperature),
    topP,
    stopSequences: stops.length > 0 ? stops : undefined,
  }
}

function textFormat(output: StructuredOutput | undefined): object | undefined {
  if (output?.how !== 'native') return undefined
  const { name, description, schema } = output.format
  const jsonSchema = { schema: JSON.stringify(schema), name, ...(description ? { description } : {}) }
  return { type: 'json_schema', structure: { jsonSchema } }
}

/** A member that is left out where it would be empty. */
const some = (name: string, value: object): object =>
  Object.values(value).some((member) => member !== undefined) ? { [name]: value } : {}
