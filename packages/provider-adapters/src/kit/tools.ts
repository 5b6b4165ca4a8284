import { type ChatRequest, isJsonObject, type JsonObject } from '@turnout/core'
import * as z from 'zod'
import { cacheControlSchema } from './conversation/message-schema.ts'
import { jsonObject } from './json-object.ts'
import { malformed, parseParam } from './parse-param.ts'
import { type ToolChoice, toolChoiceOf } from './tool-choice.ts'

/** A function that the model may call. */
export interface FunctionTool {
  readonly name: string
  readonly description: string | undefined
  /** JSON Schema of its arguments; an object without properties where the caller gave none. */
  readonly schema: JsonObject
  readonly strict: boolean | undefined
  readonly cacheControl: JsonObject | undefined
  /** Where it stands in the request. */
  readonly at: string
}

/** A tool of the provider's own (a web search, say), as the caller wrote it: what an adapter does not know, it refuses. */
export interface NativeTool {
  /** Where it has none, the name of its first member: LiteLLM takes `{googleSearch: {}}`. */
  readonly type: string
  readonly tool: JsonObject
  readonly at: string
}

/** What a request says of tools. */
export interface ToolsAsked {
  readonly functions: readonly FunctionTool[]
  readonly native: readonly NativeTool[]
  /** Undefined where the caller left it open: `auto` if there are tools. */
  readonly choice: ToolChoice | undefined
  /** OpenAI's `parallel_tool_calls`. */
  readonly parallel: boolean | undefined
}

const functionSchema = z.object({
  name: z.string().min(1),
  description: z.string().nullish(),
  parameters: jsonObject.nullish(),
  strict: z.boolean().nullish(),
  cache_control: cacheControlSchema,
})

const functionToolSchema = z.object({ function: functionSchema, cache_control: cacheControlSchema })
const toolSchema = z.looseObject({ type: z.string().optional() })

/** `tools`, `tool_choice` and `parallel_tool_calls`, or the legacy `functions` and `function_call`. */
export function toolsOf(asked: ChatRequest): ToolsAsked {
  const tools = parseParam(z.array(toolSchema).nullish(), asked.tools, 'tools') ?? []
  const legacy = parseParam(z.array(functionSchema).nullish(), asked['functions'], 'functions') ?? []
  const functions: FunctionTool[] = legacy.map((tool, i) => functionTool(tool, `functions[${i}]`))
  const native: NativeTool[] = []
  for (const [i, tool] of tools.entries()) {
    const at = `tools[${i}]`
    const type = tool.type ?? Object.keys(tool)[0]
    if (type === undefined) throw malformed(`${at}.type`, 'missing')
    if (type === 'function') {
      const { function: called, cache_control } = parseParam(functionToolSchema, tool, at)
      functions.push(functionTool({ ...called, cache_control: called.cache_control ?? cache_control }, at))
    } else if (isJsonObject(tool)) native.push({ type, tool, at })
  }
  return {
    functions,
    native,
    choice: toolChoiceOf(asked),
    parallel: parseParam(z.boolean().nullish(), asked['parallel_tool_calls'], 'parallel_tool_calls') ?? undefined,
  }
}

const functionTool = (tool: z.output<typeof functionSchema>, at: string): FunctionTool => ({
  name: tool.name,
  description: tool.description ?? undefined,
  schema: { type: 'object', ...(tool.parameters ?? { properties: {} }) },
  strict: tool.strict ?? undefined,
  cacheControl: tool.cache_control ?? undefined,
  at,
})
