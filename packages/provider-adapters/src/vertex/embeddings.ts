import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { embeddingAsked, embeddingBatch, sumIfKnown } from '../kit/embeddings.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'

/** OpenAI embeddings → `:predict` (Vertex AI, "Text embeddings API"). */
export function embeddingBody(call: ProviderCall<'embedding'>): string {
  const { texts, dimensions, request } = embeddingAsked(call)
  const { task_type, title, auto_truncate } = request
  const parameters = { outputDimensionality: dimensions, autoTruncate: auto_truncate }
  return writeJson({
    instances: texts.map((content) => ({ content, task_type, title })),
    parameters: Object.values(parameters).some((value) => value !== undefined) ? parameters : undefined,
  })
}

const answerSchema = z.object({
  predictions: z.array(
    z.object({
      embeddings: z.object({
        values: z.array(z.number()),
        statistics: z.object({ token_count: z.number().nullish() }).nullish(),
      }),
    }),
  ),
})

export function wholeEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const { predictions } = readJson(answerSchema, body, 'something that is not a list of embeddings')
  const vectors = predictions.map(({ embeddings }) => embeddings.values)
  const counts = predictions.map(({ embeddings }) => embeddings.statistics?.token_count)
  return embeddingBatch(call, { vectors, promptTokens: sumIfKnown(counts) })
}
