import type { JsonObject } from '../json.ts'

/** `POST /v1/rerank`, in the words of Cohere and Jina, as LiteLLM has it ("/rerank"). */
export interface RerankRequest {
  readonly model: string
  readonly query: string
  /** Texts, or objects with a `text`. */
  readonly documents: readonly (string | JsonObject)[]
  /** How many of the best to name; all of them unless it is said. */
  readonly top_n?: number | null
  /** Whether the answer repeats the documents' texts. */
  readonly return_documents?: boolean | null
  /** What is longer is cut, in tokens. */
  readonly max_tokens_per_doc?: number | null
  readonly [key: string]: unknown
}

/** The best first. */
export interface RerankResponse {
  readonly id?: string
  readonly results: readonly RerankResult[]
  /** Cohere's bill: `billed_units.search_units`, and tokens where it counts them. */
  readonly meta?: JsonObject
  /** Jina's and vLLM's. */
  readonly usage?: { readonly prompt_tokens?: number; readonly total_tokens: number }
  readonly [key: string]: unknown
}

export interface RerankResult {
  /** Which of the request's documents. */
  readonly index: number
  /** Higher is nearer; from 0 to 1 with most models. */
  readonly relevance_score: number
  readonly document?: { readonly text: string } | string | null
}
