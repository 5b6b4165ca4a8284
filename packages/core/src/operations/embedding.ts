/** `POST /v1/embeddings`. */
export interface EmbeddingRequest {
  readonly model: string
  readonly input: string | readonly string[] | readonly number[] | readonly (readonly number[])[]
  readonly dimensions?: number
  readonly encoding_format?: 'float' | 'base64'
  readonly user?: string
  readonly [key: string]: unknown
}

export interface EmbeddingResponse {
  readonly object: 'list' | (string & {})
  readonly data: readonly Embedding[]
  readonly model: string
  readonly usage?: { readonly prompt_tokens: number; readonly total_tokens: number }
  readonly [key: string]: unknown
}

/** `embedding` is base64 text when the request asked for `encoding_format: 'base64'`. */
export interface Embedding {
  readonly object: 'embedding' | (string & {})
  readonly index: number
  readonly embedding: readonly number[] | string
}
