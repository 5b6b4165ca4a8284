import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'
import { blockSchema } from './blocks.ts'
import { errorSchema } from './error-inside.ts'
import { stopSchema } from './stop.ts'
import { usageSchema } from './usage.ts'

const deltaSchema = z.object({
  type: z.string().optional(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  signature: z.string().optional(),
  partial_json: z.string().optional(),
  citation: jsonObject.optional(),
  ...stopSchema.shape,
})

/** The members of Anthropic's stream events that matter here ("Streaming Messages"). */
export const eventSchema = z.object({
  type: z.string(),
  message: z.object({ id: z.string(), model: z.string(), usage: usageSchema.nullish() }).optional(),
  index: z.number().default(0),
  content_block: blockSchema.optional(),
  delta: deltaSchema.optional(),
  usage: usageSchema.nullish(),
  error: errorSchema.optional(),
})

export type StreamEvent = z.output<typeof eventSchema>
export type Delta = z.output<typeof deltaSchema>
