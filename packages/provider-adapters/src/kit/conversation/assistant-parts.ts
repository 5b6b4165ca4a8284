import type { JsonObject } from '@turnout/core'
import { jsonObject } from '../json-object.ts'
import { parseJson } from '../parse-json.ts'
import { parseParam } from '../parse-param.ts'
import { splitCallId } from './call-signature.ts'
import { placed, withBreakpoint } from './content-parts.ts'
import type { AssistantPart, TextPart, ToolUsePart } from './conversation.ts'
import type { AssistantMessage, ThinkingBlock } from './message-schema.ts'
import { ownReasoning } from './own-reasoning.ts'

/** Whose signatures those of tool calls are that name nobody: LiteLLM writes them for Gemini. */
const unnamedOrigin = 'gemini'

/** An assistant message as its reasoning, its texts and its tool calls, in the order providers want. */
export function assistantParts(message: AssistantMessage, at: string, origin: string): readonly AssistantPart[] {
  const inline = message.content.filter(isThinking)
  const blocks = message.thinking_blocks?.length ? message.thinking_blocks : inline
  const parts = [
    ...ownReasoning(blocks, message.reasoning_content, at, origin),
    ...textsOf(message, at),
    ...callsOf(message, at, origin),
  ]
  return withBreakpoint(parts, message.cache_control)
}

type AssistantContent = AssistantMessage['content'][number]

const isThinking = (part: AssistantContent): part is AssistantContent & ThinkingBlock =>
  part.type === 'thinking' || part.type === 'redacted_thinking'

/** A refusal is a text too, of which the next model should know. */
function textsOf({ content, refusal }: AssistantMessage, at: string): readonly TextPart[] {
  const said = content.flatMap((part, i): readonly TextPart[] => {
    if (isThinking(part)) return []
    const text = part.type === 'text' ? part.text : part.refusal
    return [{ kind: 'text', text, ...placed(`${at}.content[${i}]`, part.cache_control) }]
  })
  const texts: readonly TextPart[] = [...said, { kind: 'text', text: refusal ?? '', at: `${at}.refusal` }]
  return texts.filter(({ text }) => text !== '')
}

function callsOf(message: AssistantMessage, at: string, origin: string): readonly ToolUsePart[] {
  const calls = (message.tool_calls ?? []).map((call, i): ToolUsePart => {
    const place = `${at}.tool_calls[${i}]`
    const { id, signature: carried } = splitCallId(call.id || unnamedId(place))
    const fields = call.provider_specific_fields
    const signature = fields?.thought_signature || carried
    const mine = (fields?.thought_signature_origin ?? unnamedOrigin) === origin
    return {
      ...{ kind: 'tool-use', id, name: call.function.name },
      input: inputOf(call.function.arguments, `${place}.function.arguments`),
      ...(signature && mine ? { signature } : {}),
      ...placed(place, call.cache_control),
    }
  })
  const { function_call: legacy } = message
  if (!legacy) return calls
  const place = `${at}.function_call`
  const input = inputOf(legacy.arguments, `${place}.arguments`)
  return [...calls, { kind: 'tool-use', id: unnamedId(place), name: legacy.name, input, at: place }]
}

/** The same for the same place, so that a retry sends the same. */
const unnamedId = (place: string): string => `call_${place.replace(/\W+/g, '_').replace(/_$/, '')}`

/** What a tool was called with; nothing is no arguments. */
function inputOf(written: string | null | undefined, param: string): JsonObject {
  if (!written?.trim()) return {}
  const input = parseJson(written)
  return input === null ? {} : parseParam(jsonObject, input, param)
}
