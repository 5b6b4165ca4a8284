import type { Turn } from '../kit/conversation/index.ts'
import type { FunctionTool, ToolsAsked } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { cachePoint } from './cache-point.ts'
import type { ModelTraits } from './model-traits.ts'
import { answerTool } from './structured-output.ts'

/** What `toolConfig` depends on. */
export interface ToolsContext {
  readonly traits: ModelTraits
  readonly turns: readonly Turn[]
  /** The answer's schema, where the answer comes as the call of a tool. */
  readonly answer?: { readonly description: string | undefined; readonly schema: object } | undefined
}

/** `toolConfig` (Bedrock API reference, "ToolConfiguration"); undefined where no tools are about. */
export function toolConfigOf({ functions, native, choice }: ToolsAsked, { traits, turns, answer }: ToolsContext) {
  const [foreign] = native
  if (foreign) throw unsupported('bedrock', foreign.at, `tools of the type ${foreign.type}`)
  const used = namesUsed(turns)
  const callable = choice === 'none' ? [] : functions
  // Converse cannot say `none`: tools are left out, unless the conversation has used some.
  const listed = callable.length > 0 || used.length === 0 ? callable : declared(functions, used)
  const tools = listed.flatMap((tool) => toolBlocks(tool, traits))
  if (answer) return { tools: [...tools, answerSpec(answer)], toolChoice: answerChoice(callable.length) }
  if (tools.length === 0) return undefined
  const toolChoice = callable.length > 0 ? choices(choice) : undefined
  return { tools, ...(toolChoice ? { toolChoice } : {}) }
}

const choices = (choice: ToolsAsked['choice']): object | undefined => {
  if (choice === 'required') return { any: {} }
  if (typeof choice === 'object') return { tool: { name: choice.name } }
  return choice === 'auto' ? { auto: {} } : undefined
}

const answerChoice = (others: number): object => (others > 0 ? { any: {} } : { tool: { name: answerTool } })

function toolBlocks(tool: FunctionTool, { structured, cachePoints }: ModelTraits): readonly object[] {
  const { name, description, schema, strict } = tool
  const toolSpec = {
    name,
    ...(description ? { description } : {}),
    inputSchema: { json: schema },
    // The models that answer by schema are the ones that take it here.
    ...(strict && structured === 'native' ? { strict } : {}),
  }
  return [{ toolSpec }, ...(cachePoints === 'anywhere' ? cachePoint(tool.cacheControl) : [])]
}

const answerSpec = ({ description, schema }: NonNullable<ToolsContext['answer']>) => ({
  toolSpec: {
    name: answerTool,
    description: description ?? 'Gives the final answer in the form that was asked for.',
    inputSchema: { json: schema },
  },
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
