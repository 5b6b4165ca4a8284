import type { ChatRequest } from '@turnout/core'
import { strictTools } from '../anthropic/strict-tools.ts'
import { refusedWithThinking } from '../anthropic/tools.ts'
import type { Turn } from '../kit/conversation/index.ts'
import { jsonTool, type StructuredOutput } from '../kit/structured-output.ts'
import type { FunctionTool, ToolsAsked } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { cachePoint } from './cache-point.ts'
import type { ModelTraits } from './model-traits.ts'

/** What `toolConfig` depends on, besides the request. */
export interface ToolsContext {
  readonly traits: ModelTraits
  readonly tools: ToolsAsked
  readonly turns: readonly Turn[]
  readonly output: StructuredOutput | undefined
  /** Whether Claude thinks. */
  readonly thinks: boolean
}

/** `toolConfig` (Bedrock API reference, "ToolConfiguration"); undefined where no tools are about. */
export function toolConfigOf(asked: ChatRequest, { traits, tools, turns, output, thinks }: ToolsContext) {
  const { functions, native, choice } = tools
  const [foreign] = native
  if (foreign) throw unsupported('bedrock', foreign.at, `tools of the type ${foreign.type}`)
  const used = namesUsed(turns)
  const callable = choice === 'none' ? [] : functions
  // Converse cannot say `none`: tools are left out, unless the conversation has used some.
  const listed = callable.length > 0 || used.length === 0 ? callable : declared(functions, used)
  const specs = toolBlocks(listed, traits)
  if (output?.way === 'tool') {
    const force = callable.length > 0 ? { any: {} } : { tool: { name: jsonTool } }
    return { tools: [...specs, answerSpec(output)], toolChoice: thinks ? { auto: {} } : force }
  }
  if (specs.length === 0) return undefined
  const toolChoice =
    callable.length > 0 ? choices(refusedWithThinking(choice, asked, { thinks, provider: 'bedrock' })) : undefined
  return { tools: specs, ...(toolChoice ? { toolChoice } : {}) }
}

const choices = (choice: ToolsAsked['choice']): object | undefined => {
  if (choice === 'required') return { any: {} }
  if (typeof choice === 'object') return { tool: { name: choice.name } }
  return choice === 'auto' ? { auto: {} } : undefined
}

function toolBlocks(tools: readonly FunctionTool[], traits: ModelTraits): readonly object[] {
  const held = heldSchemas(tools, traits)
  return tools.flatMap((tool) => {
    const { name, description, schema, cacheControl } = tool
    const strict = held(tool)
    const toolSpec = {
      name,
      ...(description ? { description } : {}),
      inputSchema: { json: strict ?? schema },
      ...(strict ? { strict: true } : {}),
    }
    return [{ toolSpec }, ...(traits.cachePoints === 'anywhere' ? cachePoint(cacheControl) : [])]
  })
}

/** The schemas of strict tools. The models that answer by schema are the ones that can be held to them. */
function heldSchemas(tools: readonly FunctionTool[], { claude, structured }: ModelTraits) {
  if (claude) return strictTools(tools, claude)
  return ({ schema, strict }: FunctionTool) => (strict && structured === 'native' ? schema : undefined)
}

const answerSpec = ({ description, schema }: Extract<StructuredOutput, { way: 'tool' }>) => ({
  toolSpec: { name: jsonTool, description, inputSchema: { json: schema } },
})

const namesUsed = (turns: readonly Turn[]): readonly string[] => [
  ...new Set(turns.flatMap(({ parts }) => parts.flatMap((part) => ('name' in part ? [part.name] : [])))),
]

/** Converse wants tools declared that the conversation has used, also where they may not be called any more. */
const declared = (functions: readonly FunctionTool[], used: readonly string[]): readonly FunctionTool[] =>
  functions.length > 0
    ? functions
    : used.map((name) => ({
        ...{ name, description: undefined, schema: { type: 'object', properties: {} } },
        ...{ strict: undefined, cacheControl: undefined, at: 'messages' },
      }))
