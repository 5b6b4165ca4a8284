import { type ChatRequest, isJsonObject, type JsonObject } from '@turnout/core'
import type { ToolChoice } from '../kit/tool-choice.ts'
import type { FunctionTool, NativeTool, ToolsAsked } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { Target } from './media.ts'
import { openapiSchema } from './openapi-schema.ts'

/** Gemini's own tools, as LiteLLM takes them: `{googleSearch: {}}` or `{google_search: {}}`. */
const nativeTools = new Set([
  ...['googleSearch', 'googleSearchRetrieval', 'urlContext', 'codeExecution', 'googleMaps', 'fileSearch'],
  ...['enterpriseWebSearch', 'computerUse', 'retrieval'],
])

/** The `tools` of a request, and how they are to be used. */
export interface ToolsBody {
  readonly tools?: readonly JsonObject[]
  readonly toolConfig?: JsonObject
}

/** Gemini API reference, "Tool" and "FunctionCallingConfig". */
export function toolsBody(asked: ToolsAsked, request: ChatRequest, target: Target): ToolsBody {
  const { functions, native, choice } = asked
  const tools: readonly JsonObject[] = [
    ...(functions.length > 0 ? [{ functionDeclarations: functions.map((tool) => declaration(tool, target)) }] : []),
    ...native.map((tool) => nativeTool(tool, target)),
    ...(request['web_search_options'] ? [{ googleSearch: {} }] : []),
  ]
  const config = functions.length > 0 ? callingConfig(choice, functions, target) : undefined
  return {
    ...(tools.length > 0 ? { tools } : {}),
    ...(config ? { toolConfig: { functionCallingConfig: config } } : {}),
  }
}

function declaration({ name, description, schema, at }: FunctionTool, { traits }: Target): JsonObject {
  const described = { name, description }
  if (traits.jsonSchema) return { ...described, parametersJsonSchema: schema }
  const hasProperties = isJsonObject(schema['properties']) && Object.keys(schema['properties']).length > 0
  return hasProperties ? { ...described, parameters: openapiSchema(schema, at) } : described
}

function nativeTool({ type, tool, at }: NativeTool, { surface }: Target): JsonObject {
  const name = type.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  if (!nativeTools.has(name)) throw unsupported(surface.name, at, `tools of type ${type}`)
  const { type: _type, ...rest } = tool
  return { [name]: tool[type] ?? rest }
}

function callingConfig(choice: ToolChoice | undefined, functions: readonly FunctionTool[], { traits }: Target) {
  if (typeof choice === 'object') return { mode: 'ANY', allowedFunctionNames: [choice.name] }
  if (choice === 'required') return { mode: 'ANY' }
  if (choice === 'none') return { mode: 'NONE' }
  if (traits.jsonSchema && functions.some(({ strict }) => strict)) return { mode: 'VALIDATED' }
  return choice && { mode: 'AUTO' }
}
