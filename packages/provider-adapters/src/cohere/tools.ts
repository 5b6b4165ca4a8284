import type { ChatRequest, JsonObject } from '@turnout/core'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'

/**
 * `tools`, `tool_choice` and `strict_tools` (Cohere API reference, "Chat"). Cohere can be told that it must call, not
 * what: then it is shown that tool alone. Strictness is of all tools or of none.
 */
export function toolFields(asked: ChatRequest): JsonObject {
  const { functions, native, choice } = toolsOf(asked)
  const [foreign] = native
  if (foreign) throw unsupported('cohere', foreign.at, `tools of the type ${foreign.type}`)
  if (functions.length === 0) return {}
  const forced = typeof choice === 'object' ? choice.name : undefined
  const shown = forced === undefined ? functions : functions.filter(({ name }) => name === forced)
  if (shown.length === 0) throw unsupported('cohere', 'tool_choice', `a choice of ${forced}, which is no tool`)
  return {
    tools: shown.map(({ name, description, schema }) => ({
      type: 'function',
      function: { name, ...(description === undefined ? {} : { description }), parameters: schema },
    })),
    ...(choice === 'none' ? { tool_choice: 'NONE' } : {}),
    ...(choice === 'required' || forced !== undefined ? { tool_choice: 'REQUIRED' } : {}),
    ...(shown.every(({ strict }) => strict) ? { strict_tools: true } : {}),
  }
}
