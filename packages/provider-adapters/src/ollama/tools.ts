import type { ChatRequest, JsonObject } from '@turnout/core'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'

/** Ollama's `tools`. Whether and how often to call is the model's own choice; `none` is no tools. */
export function toolFields(asked: ChatRequest): JsonObject {
  const { functions, native, choice } = toolsOf(asked)
  const [foreign] = native
  if (foreign) throw unsupported('ollama', foreign.at, `tools of the type ${foreign.type}`)
  if (functions.length === 0 || choice === 'none') return {}
  if (choice !== undefined && choice !== 'auto') throw unsupported('ollama', 'tool_choice', 'a choice of tools')
  return {
    tools: functions.map(({ name, description, schema }) => ({
      type: 'function',
      function: { name, ...(description === undefined ? {} : { description }), parameters: schema },
    })),
  }
}
