import type { JsonObject } from '@turnout/core'
import type { FunctionTool } from '../kit/tools.ts'
import type { ClaudeModel } from './models.ts'
import { strictSchema } from './strict-schema.ts'

/** No more strict tools than this may be in a request ("Structured outputs"). */
const mostStrict = 20

/** The schema that Claude is held to in calls of a tool, where the caller wants it strict and it can be. */
export function strictTools(functions: readonly FunctionTool[], { structured }: ClaudeModel) {
  const canBeStrict = structured && functions.filter(({ strict }) => strict).length <= mostStrict
  return ({ schema, strict }: FunctionTool): JsonObject | undefined =>
    strict && canBeStrict ? strictSchema(schema) : undefined
}
