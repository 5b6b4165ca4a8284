import type { JsonObject, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { embeddingAsked, embeddingBatch } from '../kit/embeddings.ts'
import { parseParam } from '../kit/parse-param.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'

/** Sent where nothing is said: Cohere requires one, and OpenAI has none. LiteLLM's choice. */
const usualInputType = 'search_document'

const text = z.string().nullish()

/** OpenAI's embeddings → Cohere's (Cohere API reference, "Embed", version 2). Images come as data URLs. */
export function embeddingBody(call: ProviderCall<'embedding'>): string {
  const { texts: given, dimensions, request } = embeddingAsked(call)
  const areImages = given.every(isImage)
  return writeJson({
    model: call.deployment.model,
    input_type: parseParam(text, request['input_type'], 'input_type') ?? (areImages ? 'image' : usualInputType),
    ...(areImages ? { images: given } : given.some(isImage) ? { inputs: given.map(mixedInput) } : { texts: given }),
    embedding_types: ['float'],
    output_dimension: dimensions,
    truncate: parseParam(text, request['truncate'], 'truncate') ?? undefined,
  })
}

const isImage = (input: string): boolean => /^data:image\//i.test(input)

const mixedInput = (input: string): JsonObject => ({
  content: [isImage(input) ? { type: 'image_url', image_url: { url: input } } : { type: 'text', text: input }],
})

const count = z.number().nullish()

const answerSchema = z.object({
  embeddings: z.object({ float: z.array(z.array(z.number())) }),
  meta: z
    .object({
      tokens: z.object({ input_tokens: count }).nullish(),
      billed_units: z.object({ input_tokens: count, image_tokens: count }).nullish(),
    })
    .nullish(),
})

/** What Cohere charges for is what it counts. */
export function wholeEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const { embeddings, meta } = readJson(answerSchema, body, 'something that is no embeddings')
  const { input_tokens, image_tokens } = meta?.billed_units ?? {}
  const billed = input_tokens == null && image_tokens == null ? undefined : (input_tokens ?? 0) + (image_tokens ?? 0)
  return embeddingBatch(call, { vectors: embeddings.float, promptTokens: meta?.tokens?.input_tokens ?? billed })
}
