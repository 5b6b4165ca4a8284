import { isJsonObject, type ProviderCall, type RerankResponse, type Usage, type WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { jsonObject } from '../kit/json-object.ts'
import { malformed, parseParam } from '../kit/parse-param.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'

const count = z.number().int().positive().nullish()

/** A ranking, as Cohere takes it (Cohere API reference, "Rerank", version 2): texts alone. */
export function rerankBody(call: ProviderCall<'rerank'>): string {
  const asked = askedOf(call)
  for (const param of ['rank_fields', 'max_chunks_per_doc'])
    if (asked[param] != null) throw unsupported('cohere', param)
  return writeJson({
    model: call.deployment.model,
    query: asked.query,
    documents: textsOf(call),
    top_n: parseParam(count, asked.top_n, 'top_n') ?? undefined,
    max_tokens_per_doc: parseParam(count, asked.max_tokens_per_doc, 'max_tokens_per_doc') ?? undefined,
  })
}

const textsOf = ({ request }: ProviderCall<'rerank'>): readonly string[] =>
  request.documents.map((document, i) => {
    if (typeof document === 'string') return document
    const text = isJsonObject(document) ? document['text'] : undefined
    if (typeof text !== 'string') throw malformed(`documents[${i}]`, 'neither a text nor an object with a text')
    return text
  })

const answerSchema = z.object({
  id: z.string().nullish(),
  results: z.array(z.object({ index: z.number().int().nonnegative(), relevance_score: z.number() })),
  meta: jsonObject.nullish(),
})

const tokensSchema = z.object({ tokens: z.object({ input_tokens: z.number(), output_tokens: z.number().nullish() }) })

/** Cohere's ranking is ours; the texts, which its second version does not repeat, are put back where they were asked for. */
export function wholeRanking(body: Uint8Array, call: ProviderCall<'rerank'>): WholeBatch<'rerank'> {
  const { id, results, meta } = readJson(answerSchema, body, 'something that is no ranking')
  const repeats = askedOf(call).return_documents === true
  const texts = textsOf(call)
  const result: RerankResponse = {
    id: id ?? `rerank-${call.runtime.id()}`,
    results: results.map(({ index, relevance_score }) => {
      const text = texts[index]
      if (text === undefined) throw unreadable('a document that it was not asked about')
      return { index, relevance_score, ...(repeats ? { document: { text } } : {}) }
    }),
    ...(meta ? { meta } : {}),
  }
  return { kind: 'whole', result: () => result, usage: () => usageOf(meta) }
}

/** Most models are paid by the search, and count no tokens. */
function usageOf(meta: unknown): Usage | undefined {
  const told = tokensSchema.safeParse(meta).data?.tokens
  if (!told) return undefined
  const completion_tokens = told.output_tokens ?? 0
  const prompt_tokens = told.input_tokens
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
