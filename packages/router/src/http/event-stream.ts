import type { ChunkBatch, OperationName, TurnoutError } from '@turnout/core'
import { errorBody } from './error-body.ts'

/** A batch of chunks as server-sent events: its own bytes where it has them. */
export function eventBytes(batch: ChunkBatch<OperationName>): Uint8Array | string {
  if (batch.raw) return batch.raw
  let text = ''
  for (const chunk of batch.chunks()) text += `data: ${JSON.stringify(chunk)}\n\n`
  return text
}

/** The end of a stream in which every choice has finished. */
export const doneEvent = 'data: [DONE]\n\n'

/** The end of a stream that broke after its first content: an error, and no `[DONE]`. */
export const errorEvent = (error: TurnoutError, explain = false): string => `data: ${errorBody(error, explain)}\n\n`
