import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { embeddings, textsToEmbed } from '../kit/embedding.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'

/** OpenAI embeddings → `batchEmbedContents` (Gemini API reference, "Embeddings"); `model` as the path has it. */
export function batchBody(call: ProviderCall<'embedding'>, model: string): string {
  const asked = askedOf(call)
  const { task_type: taskType, title, dimensions } = asked
  return writeJson({
    requests: textsToEmbed(asked, 'gemini').map((text) => ({
      ...{ model, content: { parts: [{ text }] } },
      ...{ taskType, title, outputDimensionality: dimensions ?? undefined },
    })),
  })
}

const answerSchema = z.object({
  embeddings: z.array(z.object({ values: z.array(z.number()) })),
  usageMetadata: z.object({ promptTokenCount: z.number().nullish() }).nullish(),
})

export function readEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const said = readJson(answerSchema, body, 'something that is not a list of embeddings')
  const vectors = said.embeddings.map(({ values }) => values)
  const tokens = said.usageMetadata?.promptTokenCount ?? undefined
  return embeddings(call, textsToEmbed(askedOf(call), 'gemini').length, { vectors, tokens })
}
