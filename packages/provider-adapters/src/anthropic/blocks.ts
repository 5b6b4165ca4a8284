import type { JsonObject } from '@turnout/core'
import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'

/** A block of an answer's content ("Create a Message"): what is read of it; the rest stays as it is. */
export const blockSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  text: z.string().nullish(),
  thinking: z.string().nullish(),
  signature: z.string().nullish(),
  data: z.string().optional(),
  /** Not looked into: whatever its members are called, they stay. */
  input: jsonObject.nullish(),
  citations: z.array(jsonObject).nullish(),
})

export type Block = z.output<typeof blockSchema>

/** Blocks that have a place of their own in OpenAI's form. */
const placed = new Set(['text', 'thinking', 'redacted_thinking', 'tool_use'])

/** Whether a block is one of the server's own doings (its searches, their results, …). */
export const isForeign = ({ type }: Block): boolean => !placed.has(type)

/** Such a block as it came. */
export const foreignBlock = (block: Block): JsonObject => jsonObject.parse(block)
