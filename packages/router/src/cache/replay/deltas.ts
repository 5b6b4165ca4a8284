import type { ChatDelta, ChatMessage } from '@turnout/core'
import { callDeltas, callsIn } from './call-deltas.ts'
import { piecesOf } from './pieces.ts'

/** A message as a stream's deltas. */
export interface Deltas {
  /** To the end of its text; at least one. */
  readonly spoken: readonly ChatDelta[]
  /** Calls, and whatever else there is. */
  readonly after: readonly ChatDelta[]
}

const reasoning = ['reasoning_content', 'reasoning']
const reasoningBlocks = ['thinking_blocks', 'reasoning_details']
const words = ['content', 'refusal']
const texts = [...words, ...reasoning]

/** As OpenAI streams it: the role, reasoning where there is some, the text, calls, and the rest at once. */
export function deltasOf({ role, tool_calls, ...message }: ChatMessage): Deltas {
  const calls = callsIn(tool_calls)
  const rest = { ...message, ...(calls || tool_calls === undefined ? {} : { tool_calls }) }
  const isRest = (name: string, value: unknown) =>
    !(texts.includes(name) && isText(value)) && !reasoningBlocks.includes(name)
  return {
    spoken: [
      { role, ...opening(message) },
      ...told(message, reasoning),
      ...together(message, (name) => reasoningBlocks.includes(name)),
      ...words.flatMap((name) => told(message, [name])),
    ],
    after: [...(calls?.flatMap(callDeltas) ?? []), ...together(rest, isRest)],
  }
}

type Members = Readonly<Record<string, unknown>>

const isText = (value: unknown): boolean => typeof value === 'string' || value === null

const opened: Members = { content: '', refusal: null }

/** What stands in the first delta: a text that is yet to come, or that stays empty. */
function opening(message: Members): Members {
  const members = texts.map((name) => [name, message[name] ? opened[name] : message[name]] as const)
  return Object.fromEntries(members.filter(([, value]) => isText(value)))
}

/** Texts in pieces; what is said under two names is said under both at once. */
function told(message: Members, names: readonly string[]): readonly ChatDelta[] {
  const said = Map.groupBy(names, (name) => message[name])
  return Array.from(said).flatMap(([text, same]) =>
    typeof text === 'string' ? piecesOf(text).map((piece) => under(same, piece)) : [],
  )
}

function under(names: readonly string[], piece: string): ChatDelta {
  const delta: Record<string, string> = {}
  for (const name of names) delta[name] = piece
  return delta
}

/** Members in one delta, where there are some. */
function together(message: Members, wanted: (name: string, value: unknown) => boolean): readonly ChatDelta[] {
  const members = Object.entries(message).filter(([name, value]) => value !== undefined && wanted(name, value))
  return members.length > 0 ? [Object.fromEntries(members)] : []
}
