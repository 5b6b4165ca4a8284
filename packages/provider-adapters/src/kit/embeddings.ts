import type { EmbeddingRequest, EmbeddingResponse, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from './asked.ts'
import { base64Floats } from './base64-floats.ts'
import { malformed, parseParam } from './parse-param.ts'
import { unreadable } from './unreadable.ts'
import { unsupported } from './unsupported.ts'

/** What a call for embeddings asks, for providers that take texts. */
export interface EmbeddingAsked {
  /** One or more. */
  readonly texts: readonly string[]
  /** How long the vectors are to be; undefined: as the model makes them. */
  readonly dimensions: number | undefined
  /** The request, and under it what the deployment says for all. */
  readonly request: EmbeddingRequest
}

const tokens = z.array(z.number())
const inputSchema = z.union([z.string(), z.array(z.string()), tokens, z.array(tokens)])
const dimensionsSchema = z.number().int().positive().nullish()
const formatSchema = z.enum(['float', 'base64']).nullish()

/** Reads them; a bad-request for what is malformed, for nothing to embed, and for tokens: each provider counts in its own. */
export function embeddingAsked(call: ProviderCall<'embedding'>): EmbeddingAsked {
  const request = askedOf(call)
  const input = [parseParam(inputSchema, request.input, 'input')].flat(2)
  if (input.length === 0) throw malformed('input', 'nothing to embed')
  const texts = input.filter((text) => typeof text === 'string')
  if (texts.length < input.length) throw unsupported(call.deployment.provider, 'input', 'tokens as input')
  parseParam(formatSchema, request.encoding_format, 'encoding_format')
  return { texts, dimensions: parseParam(dimensionsSchema, request.dimensions, 'dimensions') ?? undefined, request }
}

/** What a provider answers with. */
export interface EmbeddingSaid {
  /** In the order of the texts. */
  readonly vectors: readonly (readonly number[])[]
  /** Absent: the deployment's. */
  readonly model?: string | null | undefined
  /** Tokens of the texts; absent: the provider did not count. */
  readonly promptTokens?: number | null | undefined
}

/** An answer in OpenAI's shape (API reference, "Create embeddings"), its vectors in the format that was asked for. */
export function embeddingBatch(call: ProviderCall<'embedding'>, said: EmbeddingSaid): WholeBatch<'embedding'> {
  const { texts, request } = embeddingAsked(call)
  const { vectors, model, promptTokens } = said
  if (vectors.length !== texts.length) throw unreadable(`${vectors.length} embeddings for ${texts.length} texts`)
  const usage = promptTokens == null ? undefined : { prompt_tokens: promptTokens, total_tokens: promptTokens }
  const result: EmbeddingResponse = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: request.encoding_format === 'base64' ? base64Floats(vector) : vector,
    })),
    model: model || call.deployment.model,
    ...(usage ? { usage } : {}),
  }
  return { kind: 'whole', result: () => result, usage: () => usage && { ...usage, completion_tokens: 0 } }
}

/** Counts of several texts together; undefined where one of them is not known. */
export function sumIfKnown(counts: readonly (number | null | undefined)[]): number | undefined {
  const known = counts.filter((count) => count != null)
  return known.length < counts.length ? undefined : known.reduce((sum, count) => sum + count, 0)
}
