import type { JsonObject, Runtime } from '@turnout/core'
import { joinCallId } from './conversation/call-signature.ts'

/** A tool call as a provider said it. */
export interface CallSaid {
  /** Made up where the provider has none. */
  readonly id?: string | undefined
  readonly name: string
  /** Gemini's thought signature. */
  readonly signature?: string | undefined
}

/** Its entry in `tool_calls`; a signature stands beside it, and in the id for clients that give back nothing else. */
export function outgoingCall(call: CallSaid, args: string, { origin, runtime }: { origin: string; runtime: Runtime }) {
  const { name, signature } = call
  const fields: JsonObject = signature
    ? { provider_specific_fields: { thought_signature: signature, thought_signature_origin: origin } }
    : {}
  return {
    id: joinCallId(call.id || `call_${runtime.id()}`, signature),
    ...{ type: 'function', function: { name, arguments: args }, ...fields },
  }
}

/** What a tool is called with, as the provider gave it: an object, JSON text, or nothing. */
export type CallInput = object | string | null | undefined

/** The same as JSON text; text stays to the letter, nothing is no arguments. */
export function argumentsText(input: CallInput): string {
  if (typeof input === 'string') return input.trim() === '' ? '{}' : input
  return JSON.stringify(input ?? {})
}

/** OpenAI's word for an answer that ends in calls, whatever the provider calls its end. */
export const finishWithCalls = (reason: string, calls: number): string =>
  reason === 'stop' && calls > 0 ? 'tool_calls' : reason
