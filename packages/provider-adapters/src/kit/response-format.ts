import type { ChatRequest, JsonObject } from '@turnout/core'
import * as z from 'zod'
import { jsonObject } from './json-object.ts'
import { parseParam } from './parse-param.ts'

/** What an answer's text must be. */
export type ResponseFormat = { readonly kind: 'text' } | { readonly kind: 'json' } | SchemaFormat

export interface SchemaFormat {
  readonly kind: 'schema'
  readonly name: string
  readonly description: string | undefined
  /** JSON Schema. */
  readonly schema: JsonObject
  readonly strict: boolean | undefined
}

const formatSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object'), response_schema: jsonObject.nullish(), schema: jsonObject.nullish() }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name: z.string().default('response'),
      description: z.string().nullish(),
      schema: jsonObject.default({ type: 'object' }),
      strict: z.boolean().nullish(),
    }),
  }),
])

/** `response_format`; a schema beside `json_object` is LiteLLM's way to say the same. */
export function responseFormatOf(asked: ChatRequest): ResponseFormat {
  const format = parseParam(formatSchema.nullish(), asked['response_format'], 'response_format')
  if (!format || format.type === 'text') return { kind: 'text' }
  if (format.type === 'json_schema') {
    const { name, description, schema, strict } = format.json_schema
    return { kind: 'schema', name, schema, description: description ?? undefined, strict: strict ?? undefined }
  }
  const schema = format.response_schema ?? format.schema
  return schema
    ? { kind: 'schema', name: 'response', schema, description: undefined, strict: undefined }
    : { kind: 'json' }
}
