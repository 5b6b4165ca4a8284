import type { JsonObject } from '@turnout/core'
import type { StructuredOutput } from '../kit/structured-output.ts'
import type { Citation } from './citations.ts'

/** What an answer says that OpenAI's form has no place for. */
export interface Besides {
  /** Blocks of the server's own doings, in order. */
  readonly blocks: readonly JsonObject[]
  readonly citations: readonly Citation[]
  readonly structured: StructuredOutput | undefined
  readonly stop: JsonObject
}

/** `provider_specific_fields` of the message; undefined where there is nothing to say. */
export function answerFields({ blocks, citations, structured, stop }: Besides): JsonObject | undefined {
  const fields: JsonObject = {
    ...(structured ? { structured_output: structured.way } : {}),
    ...(blocks.length > 0 ? { content_blocks: blocks } : {}),
    ...(citations.length > 0 ? { citations } : {}),
    ...stop,
  }
  return Object.keys(fields).length > 0 ? fields : undefined
}
