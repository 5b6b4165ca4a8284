import type { EmbeddingResponse, ProviderCall } from '@turnout/core'
import { base64Floats } from '../kit/base64-floats.ts'
import { wordsOf } from './words.ts'

/** Vectors that depend on the text alone, of length one. */
export function embeddingResult(call: ProviderCall<'embedding'>): EmbeddingResponse {
  const { input, dimensions = 8, encoding_format } = call.request
  const texts =
    typeof input === 'string' ? [input] : typeof input[0] === 'number' ? [input.join(' ')] : input.map(String)
  const prompt_tokens = texts.reduce((sum, text) => sum + wordsOf(text).length, 0)
  const vectors = texts.map((text) => vectorOf(text, dimensions))
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding_format === 'base64' ? base64Floats(vector) : vector,
    })),
    model: call.deployment.model,
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  }
}

function vectorOf(text: string, dimensions: number): readonly number[] {
  const sums = Array.from({ length: dimensions }, (_, at) =>
    [...text].reduce((sum, char, i) => Math.sin(sum + (char.codePointAt(0) ?? 0) * (i + 1) * (at + 1)), at + 1),
  )
  const length = Math.hypot(...sums) || 1
  return sums.map((value) => value / length)
}
