import type { ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { embeddings, textsToEmbed } from '../kit/embedding.ts'
import { parseParam } from '../kit/parse-param.ts'
import { readJson } from '../kit/unreadable.ts'
import { writeJson } from '../kit/write-json.ts'
import { optionsOf } from './options.ts'

/** OpenAI's embeddings → Ollama's (Ollama API, "Generate embeddings"). A text that is too long is an error, as with OpenAI. */
export function embedBody(call: ProviderCall<'embedding'>): string {
  const asked = askedOf(call)
  return writeJson({
    model: call.deployment.model,
    input: textsToEmbed(asked, 'ollama'),
    dimensions: asked.dimensions ?? undefined,
    truncate: parseParam(z.boolean().nullish(), asked['truncate'], 'truncate') ?? false,
    keep_alive: parseParam(z.union([z.string(), z.number()]).nullish(), asked['keep_alive'], 'keep_alive') ?? undefined,
    options: optionsOf({ ...asked, messages: [] }),
  })
}

const answerSchema = z.object({
  model: z.string().nullish(),
  embeddings: z.array(z.array(z.number())),
  prompt_eval_count: z.number().nullish(),
})

export function wholeEmbeddings(body: Uint8Array, call: ProviderCall<'embedding'>): WholeBatch<'embedding'> {
  const {
    model,
    embeddings: vectors,
    prompt_eval_count,
  } = readJson(answerSchema, body, 'something that is no embeddings')
  const count = textsToEmbed(askedOf(call), 'ollama').length
  return embeddings(call, count, { model: model ?? undefined, vectors, tokens: prompt_eval_count ?? undefined })
}
