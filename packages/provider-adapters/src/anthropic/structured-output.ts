import type { ChatRequest, Deployment } from '@turnout/core'
import { type StructuredOutput, structuredOutputOf } from '../kit/structured-output.ts'
import { claudeModel } from './models.ts'
import { strictSchema } from './strict-schema.ts'

/** How Claude brings an answer into a format: newer models by themselves, where they can be held to the schema. */
export const claudeOutput = (asked: ChatRequest, deployment: Deployment): StructuredOutput | undefined =>
  structuredOutputOf(asked, {
    native: (schema) => (claudeModel(deployment).structured ? strictSchema(schema) : undefined),
    ...{ tool: true, provider: deployment.provider },
  })
