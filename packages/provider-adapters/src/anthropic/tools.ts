import type { ChatRequest } from '@turnout/core'
import type { Turn } from '../kit/conversation/index.ts'
import { jsonTool, type StructuredOutput } from '../kit/structured-output.ts'
import { isForced, type ToolChoice } from '../kit/tool-choice.ts'
import { type FunctionTool, type ToolsAsked, toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ClaudeModel } from './models.ts'
import { nativeTool, webSearchTool } from './native-tools.ts'
import { strictTools } from './strict-tools.ts'
import { paramOf } from './thinking.ts'

/** What the tools of a request depend on, besides the request. */
export interface ToolContext {
  readonly model: ClaudeModel
  readonly provider: string
  readonly turns: readonly Turn[]
  readonly structured: StructuredOutput | undefined
  readonly thinks: boolean
}

type Tool = Readonly<Record<string, unknown>>

/** `tools` and `tool_choice` (Messages API, "Tool use"). */
export function toolsBody(asked: ChatRequest, context: ToolContext) {
  const { functions, native, choice, parallel } = toolsOf(asked)
  const { structured, provider, turns } = context
  const search = webSearchTool(asked['web_search_options'])
  const own: readonly Tool[] = [
    ...functionTools(functions, context),
    ...native.map((tool) => nativeTool(tool, provider)),
    ...(search ? [search] : []),
  ]
  if (structured?.way === 'tool') return byJsonTool(own, { choice, parallel }, structured, context)
  if (own.length === 0) return withToolsOfBefore(turns)
  return { tools: own, tool_choice: toolChoice(refusedWithThinking(choice, asked, context), parallel) }
}

function functionTools(functions: readonly FunctionTool[], { model, provider }: ToolContext): readonly Tool[] {
  const held = strictTools(functions, model)
  return functions.map((tool) => {
    const { name, description, schema, cacheControl, at } = tool
    if (schema['type'] !== 'object' || ['anyOf', 'oneOf', 'allOf', '$ref'].some((key) => schema[key] !== undefined))
      throw unsupported(provider, `${at}.function.parameters`, 'parameters that are not a plain object at their root')
    const strict = held(tool)
    const rest = { strict: strict && true, cache_control: cacheControl }
    return { name, description, input_schema: strict ?? schema, ...rest }
  })
}

/** A conversation with tool calls needs tools, though none may be called any more. */
function withToolsOfBefore(turns: readonly Turn[]) {
  const parts = turns.flatMap(({ parts }): readonly { kind: string; name?: string }[] => parts)
  const names = new Set(parts.flatMap(({ kind, name }) => (kind === 'tool-use' && name ? [name] : [])))
  if (names.size === 0) return {}
  const tools = [...names].map((name) => ({ name, input_schema: { type: 'object', properties: {} } }))
  return { tools, tool_choice: { type: 'none' } }
}

/** The answer as the arguments of a tool: forced if no other tool may be called, and asked for where force is refused. */
function byJsonTool(
  own: readonly Tool[],
  { choice, parallel }: Pick<ToolsAsked, 'choice' | 'parallel'>,
  { schema, description }: Extract<StructuredOutput, { way: 'tool' }>,
  { thinks, turns }: ToolContext,
) {
  const others = own.length > 0 ? own : (withToolsOfBefore(turns).tools ?? [])
  const tools = [...others, { name: jsonTool, description, input_schema: schema }]
  if (thinks) return { tools, tool_choice: { type: 'auto' } }
  const open = own.length > 0 && choice !== 'none'
  return {
    tools,
    tool_choice: toolChoice(open ? 'required' : { name: jsonTool }, open ? parallel : false),
  }
}

/** Who thinks can call what it likes, and no more: a choice that forces it is refused. */
export function refusedWithThinking(
  choice: ToolChoice | undefined,
  asked: ChatRequest,
  { thinks, provider }: Pick<ToolContext, 'thinks' | 'provider'>,
) {
  if (thinks && isForced(choice))
    throw unsupported(provider, paramOf(asked) ?? 'tool_choice', 'reasoning together with a forced tool_choice')
  return choice
}

function toolChoice(choice: ToolChoice | undefined, parallel: boolean | undefined) {
  if (choice === undefined && parallel !== false) return undefined
  if (choice === 'none') return { type: 'none' }
  const one = { disable_parallel_tool_use: parallel === false || undefined }
  if (typeof choice === 'object') return { type: 'tool', name: choice.name, ...one }
  return { type: choice === 'required' ? 'any' : 'auto', ...one }
}
