import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { embeddings, textsToEmbed } from '../kit/embedding.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'

/** OpenAI embeddings → `:predict` (Vertex AI, "Text embeddings API"). */
export function predictBody(call: ProviderCall<'embedding'>): string {
  const asked = askedOf(call)
  const { task_type, title, auto_truncate, dimensions } = asked
  const parameters = { outputDimensionality: dimensions ?? undefined, autoTruncate: auto_truncate }
  return writeJson({
    instances: textsToEmbed(asked, 'vertex_ai').map((content) => ({ content, task_type, title })),
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

export function readPredictions(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const { predictions } = readJson(answerSchema, body, 'something that is not a list of embeddings')
  const vectors = predictions.map((prediction) => prediction.embeddings.values)
  const counts = predictions.map((prediction) => prediction.embeddings.statistics?.token_count)
  const known = counts.filter((count) => typeof count === 'number')
  const tokens = known.length < counts.length ? undefined : known.reduce((sum, count) => sum + count, 0)
  return embeddings(call, textsToEmbed(askedOf(call), 'vertex_ai').length, { vectors, tokens })
}
