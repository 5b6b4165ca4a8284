import * as z from 'zod'
import { malformed, parseParam } from '../parse-param.ts'
import { assistantParts } from './assistant-parts.ts'
import { splitCallId } from './call-signature.ts'
import { contentParts, placed, withBreakpoint } from './content-parts.ts'
import type {
  AssistantPart,
  Conversation,
  TextPart,
  ToolResultPart,
  ToolUsePart,
  Turn,
  UserPart,
} from './conversation.ts'
import { type Message, messageSchema, type ResultMessage } from './message-schema.ts'

const messagesSchema = z.array(messageSchema)

/**
 * Chat messages → the conversation in them. `origin`: whose signatures the provider verifies ('anthropic', 'gemini',
 * 'bedrock', …); others stay out. A participant's `name` is left out, because only OpenAI has it. Throws a bad-request that
 * names the place of what cannot be read.
 */
export function conversationOf(messages: unknown, origin: string): Conversation {
  const system: TextPart[] = []
  const turns: OpenTurn[] = []
  const calls = new Calls()
  parseParam(messagesSchema, messages, 'messages').forEach((message, i) => {
    const at = `messages[${i}]`
    if (message.role === 'system' || message.role === 'developer') system.push(...systemParts(message, at))
    else if (message.role === 'assistant') {
      const parts = assistantParts(message, at, origin)
      calls.note(parts)
      answer(turns, parts)
    } else if (message.role === 'user') ask(turns, contentParts(message.content, at, message.cache_control))
    else ask(turns, [resultPart(message, at, calls)])
  })
  return { system, turns: turns.map((turn, i) => closed(turn, turns[i - 1])) }
}

type OpenTurn =
  | { readonly role: 'user'; readonly parts: UserPart[] }
  | { readonly role: 'assistant'; readonly parts: AssistantPart[] }

function ask(turns: OpenTurn[], parts: readonly UserPart[]): void {
  const last = turns.at(-1)
  if (last?.role === 'user') last.parts.push(...parts)
  else if (parts.length > 0) turns.push({ role: 'user', parts: [...parts] })
}

function answer(turns: OpenTurn[], parts: readonly AssistantPart[]): void {
  const last = turns.at(-1)
  if (last?.role === 'assistant') last.parts.push(...parts)
  else if (parts.length > 0) turns.push({ role: 'assistant', parts: [...parts] })
}

/**
 * Results stand before what else the user says, in the order of their calls: some providers know them by nothing else.
 */
function closed(turn: OpenTurn, before: OpenTurn | undefined): Turn {
  if (turn.role === 'assistant') return turn
  const calls = (before?.parts ?? []).map((part) => (part.kind === 'tool-use' ? part.id : undefined))
  const standing = turn.parts.map((part) => ({ part, place: takePlace(part, calls) }))
  return { role: 'user', parts: standing.toSorted((one, other) => one.place - other.place).map(({ part }) => part) }
}

/** The place of the call that a part answers; of calls with the same id, the first that has no result yet. */
function takePlace(part: UserPart, calls: (string | undefined)[]): number {
  if (part.kind !== 'tool-result') return calls.length
  const at = calls.indexOf(part.id)
  if (at !== -1) calls[at] = undefined
  return at
}

type SystemMessage = Extract<Message, { role: 'system' | 'developer' }>

function systemParts({ content, cache_control }: SystemMessage, at: string): readonly TextPart[] {
  const parts = content.map(
    (part, i): TextPart => ({ kind: 'text', text: part.text, ...placed(`${at}.content[${i}]`, part.cache_control) }),
  )
  return withBreakpoint(
    parts.filter(({ text }) => text !== ''),
    cache_control,
  )
}

function resultPart(message: ResultMessage, at: string, calls: Calls): ToolResultPart {
  const asked = message.role === 'tool' ? message.tool_call_id : undefined
  const call = asked ? calls.byId(splitCallId(asked).id) : calls.byName(message.name)
  if (!call) {
    const field = message.role === 'function' ? 'name' : 'tool_call_id'
    throw malformed(`${at}.${field}`, 'no earlier message of the assistant has a tool call like this')
  }
  return {
    ...{ kind: 'tool-result', id: call.id, name: call.name, isError: message.is_error === true },
    parts: contentParts(message.content, at),
    ...placed(at, message.cache_control),
  }
}

/** The tool calls so far. Some models number theirs anew in each turn: the latest of an id counts. */
class Calls {
  readonly #known = new Map<string, ToolUsePart>()
  #latest: ToolUsePart[] = []

  note(parts: readonly AssistantPart[]): void {
    const calls = parts.filter((part) => part.kind === 'tool-use')
    for (const call of calls) this.#known.set(call.id, call)
    if (calls.length > 0) this.#latest = [...calls]
  }

  byId(id: string): ToolUsePart | undefined {
    this.#latest = this.#latest.filter((call) => call.id !== id)
    return this.#known.get(id)
  }

  /** The first call of a tool that no result was for yet. */
  byName(name: string | null | undefined): ToolUsePart | undefined {
    const at = this.#latest.findIndex((call) => call.name === name)
    return at === -1 ? undefined : this.#latest.splice(at, 1)[0]
  }
}
