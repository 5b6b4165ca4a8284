import { isJsonObject, type ProviderCall, type RerankRequest, type RerankResponse } from '@turnout/core'
import { wordsOf } from './words.ts'

/** The documents by how many of the query's words they have; among equals the first stays first. */
export function rerankResult({ request, runtime }: ProviderCall<'rerank'>): RerankResponse {
  const { query, documents, top_n, return_documents } = request
  const wanted = [...new Set(lowered(query))]
  const ranked = documents
    .map((document, index) => {
      const text = textOf(document)
      const words = new Set(lowered(text))
      const relevance_score = wanted.filter((word) => words.has(word)).length / Math.max(1, wanted.length)
      return { index, relevance_score, ...(return_documents ? { document: { text } } : {}) }
    })
    .sort((a, b) => b.relevance_score - a.relevance_score)
  const total_tokens = documents.reduce(
    (sum, document) => sum + wordsOf(query).length + wordsOf(textOf(document)).length,
    0,
  )
  return {
    id: `rerank-${runtime.id()}`,
    results: ranked.slice(0, top_n ?? undefined),
    meta: { billed_units: { search_units: 1 }, tokens: { input_tokens: total_tokens } },
    usage: { prompt_tokens: total_tokens, total_tokens },
  }
}

const textOf = (document: RerankRequest['documents'][number]): string => {
  if (typeof document === 'string') return document
  return isJsonObject(document) && typeof document['text'] === 'string' ? document['text'] : JSON.stringify(document)
}

const lowered = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
