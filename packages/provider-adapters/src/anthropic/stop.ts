import type { FinishReason, JsonObject } from '@turnout/core'
import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'

/** Why a message ended, in a message and in `message_delta` ("Handling stop reasons"). */
export const stopSchema = z.object({
  stop_reason: z.string().nullish(),
  stop_sequence: z.string().nullish(),
  stop_details: z.looseObject({ explanation: z.string().nullish() }).nullish(),
})

export type Stop = z.output<typeof stopSchema>

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
}

export const finishReason = (stopReason: string | null | undefined): FinishReason =>
  finishReasons[stopReason ?? ''] ?? 'stop'

/** Reasons that OpenAI's words say as well. */
const plain = new Set(['end_turn', 'max_tokens', 'tool_use'])

/** What a finish reason does not say. */
export function stopFields({ stop_reason, stop_sequence, stop_details }: Stop): JsonObject {
  return {
    ...(stop_reason && !plain.has(stop_reason) ? { stop_reason } : {}),
    ...(stop_sequence ? { stop_sequence } : {}),
    ...(stop_details ? { stop_details: jsonObject.parse(stop_details) } : {}),
  }
}
