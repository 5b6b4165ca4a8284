import type { EmbeddingRequest, EmbeddingResponse, JsonObject, ProviderCall, Usage, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { parseParam } from './parse-param.ts'
import { unsupported } from './unsupported.ts'

/** What a call for embeddings asks, for providers that take texts. */
export interface EmbeddingAsked {
  readonly texts: readonly string[]
  readonly dimensions: number | undefined
  /** The request, and under it what the deployment says for all. */
  readonly request: EmbeddingRequest
}

const inputSchema = z.union([
  z.string(),
  z.array(z.string()).min(1),
  z.array(z.union([z.number(), z.array(z.number())])).min(1),
])
const dimensionsSchema = z.number().int().positive().nullish()
const formatSchema = z.enum(['float', 'base64']).nullish()

/** Reads `input` and `dimensions`. Tokens are refused: each provider counts in its own. */
export function embeddingAsked(call: ProviderCall<'embedding'>): EmbeddingAsked {
  const request = { ...call.deployment.defaults, ...call.request }
  const input = [parseParam(inputSchema, request.input, 'input')].flat()
  const texts = input.filter((text) => typeof text === 'string')
  if (texts.length < input.length) throw unsupported(call.deployment.provider, 'input', 'tokens as input')
  parseParam(formatSchema, request.encoding_format, 'encoding_format')
  return { texts, dimensions: parseParam(dimensionsSchema, request.dimensions, 'dimensions') ?? undefined, request }
}

/** What a provider answers with. */
export interface EmbeddingSaid {
  /** In the order of the texts. */
  readonly vectors: readonly (readonly number[])[]
  readonly model?: string | undefined
  /** Absent: the provider did not count. */
  readonly promptTokens?: number | undefined
  /** More members of the answer. */
  readonly extra?: JsonObject
}

/** An answer in OpenAI's shape (API reference, "Create embeddings"), its vectors in the format that was asked for. */
export function embeddingBatch(call: ProviderCall<'embedding'>, said: EmbeddingSaid): WholeBatch<'embedding'> {
  const { vectors, model, promptTokens, extra = {} } = said
  const format = call.request.encoding_format ?? call.deployment.defaults['encoding_format']
  const usage: Usage | undefined =
    promptTokens === undefined
      ? undefined
      : { prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens }
  const result: EmbeddingResponse = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: format === 'base64' ? base64Vector(vector) : vector,
    })),
    model: model || call.deployment.model,
    ...(promptTokens === undefined ? {} : { usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } }),
    ...extra,
  }
  return { kind: 'whole', result: () => result, usage: () => usage }
}

/** 32-bit floats, little end first. */
function base64Vector(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  vector.forEach((value, i) => {
    bytes.writeFloatLE(value, i * 4)
  })
  return bytes.toString('base64')
}
