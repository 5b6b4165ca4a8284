import type { EmbeddingRequest, EmbeddingResponse, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { base64Floats } from './base64-floats.ts'
import { malformed, parseParam } from './parse-param.ts'
import { unreadable } from './unreadable.ts'
import { unsupported } from './unsupported.ts'

const tokens = z.array(z.number())
const inputSchema = z.union([z.string(), z.array(z.string()), tokens, z.array(tokens)])

const formatSchema = z.enum(['float', 'base64']).nullish()

type Asked = Pick<EmbeddingRequest, 'input' | 'encoding_format'>

/**
 * The texts to embed, one or many, for a provider that knows no tokens of ours. Throws a bad-request for those, for none,
 * and for a format that nobody has.
 */
export function textsToEmbed({ input, encoding_format }: Asked, provider: string): readonly string[] {
  parseParam(formatSchema, encoding_format, 'encoding_format')
  const texts = [parseParam(inputSchema, input, 'input')].flat(2)
  if (texts.length === 0) throw malformed('input', 'nothing to embed')
  return texts.map((text) => {
    if (typeof text !== 'string') throw unsupported(provider, 'input', 'tokens as input')
    return text
  })
}

/** Embeddings as a provider gives them. */
export interface SaidVectors {
  readonly model?: string | undefined
  /** In the order of the input. */
  readonly vectors: readonly (readonly number[])[]
  /** Tokens of the input; absent: it does not say. */
  readonly tokens?: number | undefined
}

/** The same as OpenAI has them: numbered, and as base64 where the caller asked for that. */
export function embeddings(call: ProviderCall<'embedding'>, count: number, said: SaidVectors): WholeBatch<'embedding'> {
  const { vectors, tokens } = said
  if (vectors.length !== count) throw unreadable(`${vectors.length} embeddings where ${count} were asked for`)
  const format = call.request.encoding_format ?? call.deployment.defaults['encoding_format']
  const told = tokens === undefined ? undefined : { prompt_tokens: tokens, total_tokens: tokens }
  const result: EmbeddingResponse = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      ...{ object: 'embedding', index },
      embedding: format === 'base64' ? base64Floats(vector) : vector,
    })),
    model: said.model || call.deployment.model,
    ...(told ? { usage: told } : {}),
  }
  return { kind: 'whole', result: () => result, usage: () => told && { ...told, completion_tokens: 0 } }
}
