import type { ChatRequest } from '@turnout/core'
import { strictSchema } from '../anthropic/strict-schema.ts'
import { responseFormatOf, type SchemaFormat } from '../kit/response-format.ts'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ModelTraits } from './model-traits.ts'

/** How an answer is held to the caller's schema. */
export interface StructuredOutput {
  readonly how: 'native' | 'tool'
  readonly format: SchemaFormat
}

/** LiteLLM's name for the tool whose arguments are the answer. */
export const answerTool = 'json_tool_call'

/** Undefined where no schema was asked for. Throws where the model cannot be held to one. */
export function structuredOutputOf(asked: ChatRequest, traits: ModelTraits): StructuredOutput | undefined {
  const format = responseFormatOf(asked)
  if (format.kind === 'text') return undefined
  // A tool without a schema is called with nothing.
  if (format.kind === 'json') throw unsupported('bedrock', 'response_format', 'JSON without a schema')
  if (!traits.structured) throw unsupported('bedrock', 'response_format', 'an answer by schema from this model')
  if (traits.structured === 'tool' || traits.family !== 'claude') return { how: traits.structured, format }
  // Claude is held to closed schemas alone.
  const closed = strictSchema(format.schema)
  return closed ? { how: 'native', format: { ...format, schema: closed } } : { how: 'tool', format }
}

/** Where the model must call a tool of the caller's, what it says besides is no answer yet. */
export const answersByTool = (asked: ChatRequest, output: StructuredOutput | undefined): boolean => {
  if (output?.how !== 'tool') return false
  const { choice, functions } = toolsOf(asked)
  return functions.length === 0 || choice === undefined || choice === 'auto' || choice === 'none'
}
