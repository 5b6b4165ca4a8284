import { isJsonObject, type JsonObject } from '@turnout/core'
import type { AssistantPart, ContentPart, TextPart, ToolResultPart, Turn, UserPart } from '../kit/conversation/index.ts'
import { parseJson } from '../kit/parse-json.ts'
import { type MediaPart, mediaPart, type Target } from './media.ts'

/** A piece of what is said (Gemini API reference, "Part"). */
export type Part = (
  | { readonly text: string }
  | MediaPart
  | { readonly functionCall: { readonly id?: string; readonly name: string; readonly args: JsonObject } }
  | { readonly functionResponse: FunctionResponse }
) & { readonly thoughtSignature?: string }

interface FunctionResponse {
  readonly id?: string
  readonly name: string
  readonly response: JsonObject
  readonly parts?: readonly MediaPart[]
}

/** One turn. */
export interface Content {
  readonly role: 'user' | 'model'
  readonly parts: readonly Part[]
}

/** Taken in place of a signature for calls that another model made (Gemini API, "Thought signatures", FAQ). */
const foreignSignature = 'skip_thought_signature_validator'

/** The turns of a conversation. */
export const contentsOf = (turns: readonly Turn[], target: Target): readonly Content[] =>
  turns
    .map(
      (turn): Content =>
        turn.role === 'user'
          ? { role: 'user', parts: userParts(turn.parts, target) }
          : { role: 'model', parts: modelParts(turn.parts, target) },
    )
    .filter(({ parts }) => parts.length > 0)

export const textPart = ({ text }: TextPart): Part => ({ text })

function userParts(parts: readonly UserPart[], target: Target): readonly Part[] {
  const results: Part[] = []
  const rest: Part[] = []
  for (const part of parts) {
    if (part.kind !== 'tool-result') rest.push(contentPart(part, target))
    else {
      const { response, beside } = resultParts(part, target)
      results.push(response)
      rest.push(...beside)
    }
  }
  return [...results, ...rest]
}

const contentPart = (part: ContentPart, target: Target): Part =>
  part.kind === 'text' ? textPart(part) : mediaPart(part, target)

/** Media stand in the result where the model takes them there, else after all results. */
function resultParts({ id, name, parts, isError }: ToolResultPart, target: Target) {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const media = parts.flatMap((part) => (part.kind === 'text' ? [] : [mediaPart(part, target)]))
  const fits = (part: MediaPart) => target.traits.mediaInResults && 'inlineData' in part
  const inside = media.filter(fits)
  const functionResponse: FunctionResponse = {
    ...(target.surface.callIds ? { id } : {}),
    name,
    response: responseOf(text, isError),
    ...(inside.length > 0 ? { parts: inside } : {}),
  }
  return { response: { functionResponse }, beside: media.filter((part) => !fits(part)) }
}

/** A result must be an object; one with figures that parsing would change stays text. */
function responseOf(text: string, isError: boolean): JsonObject {
  if (isError) return { error: text }
  const value = /\d{16}/.test(text) ? undefined : parseJson(text)
  return isJsonObject(value) ? value : { result: text }
}

/**
 * What the model said. A signature of reasoning belongs to the text after it; one of a call is required of the first
 * of each turn (Gemini API, "Thought signatures"). Other models' reasoning stays out.
 */
function modelParts(parts: readonly AssistantPart[], { surface, traits }: Target): readonly Part[] {
  const said: Part[] = []
  let pending: string | undefined
  let calls = 0
  for (const part of parts) {
    if (part.kind === 'reasoning') pending = part.signature ?? pending
    else if (part.kind === 'text') {
      said.push({ text: part.text, ...signed(pending) })
      pending = undefined
    } else {
      const { id, name, input: args, signature } = part
      const stand = calls++ === 0 && traits.signedCalls ? foreignSignature : undefined
      said.push({ functionCall: { ...(surface.callIds ? { id } : {}), name, args }, ...signed(signature ?? stand) })
    }
  }
  return said
}

const signed = (thoughtSignature: string | undefined) => (thoughtSignature ? { thoughtSignature } : {})
