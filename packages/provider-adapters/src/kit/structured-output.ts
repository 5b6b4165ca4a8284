import type { ChatRequest, JsonObject } from '@turnout/core'
import { type ResponseFormat, responseFormatOf } from './response-format.ts'
import { isForced } from './tool-choice.ts'
import { toolsOf } from './tools.ts'
import { unsupported } from './unsupported.ts'

/** How an answer is brought into a format: by the model itself, or as the arguments of a tool made up for it. */
export type StructuredOutput = NativeOutput | ToolOutput

interface NativeOutput {
  readonly way: 'native'
  readonly name: string
  readonly description: string | undefined
  readonly schema: JsonObject
}

interface ToolOutput {
  readonly way: 'tool'
  readonly description: string
  readonly schema: JsonObject
}

/** LiteLLM's name for the tool. */
export const jsonTool = 'json_tool_call'

/** What a model can do for a format. */
export interface FormatSupport {
  /** The schema as the model itself can be held to it; undefined where it cannot. */
  readonly native: (schema: JsonObject) => JsonObject | undefined
  /** Whether it can be made to answer with a tool. */
  readonly tool: boolean
  readonly provider: string
}

/** Undefined where no format is asked, and where a tool is forced, because then there is no text to bring into one. */
export function structuredOutputOf(asked: ChatRequest, support: FormatSupport): StructuredOutput | undefined {
  const format = responseFormatOf(asked)
  if (format.kind === 'text') return undefined
  const { native, tool, provider } = support
  const schema = format.kind === 'schema' ? native(format.schema) : undefined
  if (format.kind === 'schema' && schema) return { ...format, schema, way: 'native' }
  if (!tool) throw unsupported(provider, 'response_format', `the response_format ${format.kind} with this model`)
  const { functions, choice } = toolsOf(asked)
  return functions.length > 0 && isForced(choice) ? undefined : byTool(format, provider)
}

const usualDescription = 'Gives the final answer to the user. Always answer with this tool, never in text.'

/** JSON of any kind is a tool whose arguments are open. */
function byTool(format: Exclude<ResponseFormat, { kind: 'text' }>, provider: string): StructuredOutput {
  if (format.kind === 'json') {
    const open = { type: 'object', properties: {}, additionalProperties: true }
    return { way: 'tool', schema: open, description: usualDescription }
  }
  const { schema, description = usualDescription } = format
  const { type = 'object', anyOf, oneOf, allOf, $ref } = schema
  if (type !== 'object' || [anyOf, oneOf, allOf, $ref].some((member) => member !== undefined))
    throw unsupported(provider, 'response_format', 'a json_schema that is not a plain object at its root')
  return { way: 'tool', schema: { ...schema, type }, description }
}
