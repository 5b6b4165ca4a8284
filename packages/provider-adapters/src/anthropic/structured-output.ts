import type { ChatRequest, Deployment, JsonObject } from '@turnout/core'
import { type ResponseFormat, responseFormatOf } from '../kit/response-format.ts'
import { isForced } from '../kit/tool-choice.ts'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { claudeModel } from './models.ts'
import { strictSchema } from './strict-schema.ts'

/** How an answer is brought into a format: by the model itself, or as the arguments of a tool made up for it. */
export type StructuredOutput =
  | { readonly way: 'native'; readonly schema: JsonObject }
  | { readonly way: 'tool'; readonly schema: JsonObject; readonly description: string | undefined }

/** LiteLLM's name for the tool. */
export const jsonTool = 'json_tool_call'

/** Undefined where no format is asked, and where a tool is forced, because then there is no text to bring into one. */
export function structuredOutputOf(asked: ChatRequest, deployment: Deployment): StructuredOutput | undefined {
  const format = responseFormatOf(asked)
  if (format.kind === 'text') return undefined
  const native = format.kind === 'schema' && claudeModel(deployment).structured && strictSchema(format.schema)
  if (native) return { way: 'native', schema: native }
  const { functions, choice } = toolsOf(asked)
  if (functions.length > 0 && isForced(choice)) return undefined
  return byTool(format, deployment.provider)
}

function byTool(format: Exclude<ResponseFormat, { kind: 'text' }>, provider: string): StructuredOutput {
  if (format.kind === 'json')
    return {
      way: 'tool',
      schema: { type: 'object', properties: {}, additionalProperties: true },
      description: undefined,
    }
  const { schema, description } = format
  const { type = 'object', anyOf, oneOf, allOf, $ref } = schema
  if (type !== 'object' || [anyOf, oneOf, allOf, $ref].some((member) => member !== undefined))
    throw unsupported(provider, 'response_format', 'a json_schema that is not a plain object at its root')
  return { way: 'tool', schema: { ...schema, type }, description }
}
