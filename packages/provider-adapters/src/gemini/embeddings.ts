import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { embeddingAsked, embeddingBatch } from '../kit/embeddings.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'

/** OpenAI embeddings → `batchEmbedContents` (Gemini API reference, "Embeddings"); `model` as the path has it. */
export function embeddingBody(call: ProviderCall<'embedding'>, model: string): string {
  const { texts, dimensions, request } = embeddingAsked(call)
  const { task_type: taskType, title } = request
  return writeJson({
    requests: texts.map((text) => ({
      ...{ model, content: { parts: [{ text }] } },
      ...{ taskType, title, outputDimensionality: dimensions },
    })),
  })
}

const answerSchema = z.object({
  embeddings: z.array(z.object({ values: z.array(z.number()) })),
  usageMetadata: z.object({ promptTokenCount: z.number().nullish() }).nullish(),
})

export function wholeEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const { embeddings, usageMetadata } = readJson(answerSchema, body, 'something that is not a list of embeddings')
  const vectors = embeddings.map(({ values }) => values)
  return embeddingBatch(call, { vectors, promptTokens: usageMetadata?.promptTokenCount })
}
