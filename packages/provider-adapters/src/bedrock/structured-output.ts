import type { ChatRequest } from '@turnout/core'
import { strictSchema } from '../anthropic/strict-schema.ts'
import { type StructuredOutput, structuredOutputOf } from '../kit/structured-output.ts'
import type { ModelTraits } from './model-traits.ts'

/** How a model at Bedrock brings an answer into a format. Claude is held to closed schemas alone, and else calls a tool. */
export const converseOutput = (asked: ChatRequest, { family, structured }: ModelTraits): StructuredOutput | undefined =>
  structuredOutputOf(asked, {
    native: (schema) => {
      if (structured !== 'native') return undefined
      return family === 'claude' ? strictSchema(schema) : schema
    },
    tool: structured === 'tool' || (family === 'claude' && structured !== undefined),
    provider: 'bedrock',
  })
