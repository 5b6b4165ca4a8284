import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { embeddingAsked, embeddingBatch } from '../kit/embeddings.ts'
import { parseParam } from '../kit/parse-param.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'
import { optionsOf } from './options.ts'

/** OpenAI's embeddings → Ollama's (Ollama API, "Generate embeddings"). A text that is too long is an error, as with OpenAI. */
export function embeddingBody(call: ProviderCall<'embedding'>): string {
  const { texts, dimensions, request } = embeddingAsked(call)
  return writeJson({
    model: call.deployment.model,
    input: texts,
    dimensions,
    truncate: parseParam(z.boolean().nullish(), request['truncate'], 'truncate') ?? false,
    keep_alive:
      parseParam(z.union([z.string(), z.number()]).nullish(), request['keep_alive'], 'keep_alive') ?? undefined,
    options: optionsOf({ ...request, messages: [] }),
  })
}

const answerSchema = z.object({
  model: z.string().nullish(),
  embeddings: z.array(z.array(z.number())),
  prompt_eval_count: z.number().nullish(),
})

export function wholeEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const answer = readJson(answerSchema, body, 'something that is no embeddings')
  const { model, embeddings: vectors, prompt_eval_count: promptTokens } = answer
  return embeddingBatch(call, { model, vectors, promptTokens })
}
