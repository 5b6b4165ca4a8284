import { isJsonObject, type JsonObject, type Usage } from '@turnout/core'

/** What an embedding request asks for, text by text (or tokens by tokens). */
export function partsOf(input: unknown): readonly unknown[] {
  if (!Array.isArray(input)) return [input]
  return input.length > 0 && typeof input[0] === 'number' ? [input] : input
}

/** The embeddings of an answer in the order of what was asked; undefined where it has not one for each. */
export function vectorsIn(result: unknown, count: number): readonly JsonObject[] | undefined {
  const data = isJsonObject(result) ? result['data'] : undefined
  if (!Array.isArray(data) || data.length !== count) return undefined
  const vectors: JsonObject[] = []
  for (const [at, entry] of data.entries()) {
    if (!isJsonObject(entry)) return undefined
    const index = entry['index'] ?? at
    if (typeof index !== 'number') return undefined
    vectors[index] = entry
  }
  return vectors.length === count && !vectors.includes(undefined as never) ? vectors : undefined
}

/** A usage in shares as large as the parts' text; whole tokens, and together all of it. */
export function sharesOf(usage: Usage, parts: readonly unknown[]): readonly Usage[] {
  const sizes = parts.map((part) => (typeof part === 'string' || Array.isArray(part) ? part.length : 1))
  const size = sizes.reduce((sum, one) => sum + one, 0) || 1
  let [seen, told] = [0, 0]
  return sizes.map((one) => {
    seen += one
    const tokens = Math.round((usage.total_tokens * seen) / size) - told
    told += tokens
    return { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens }
  })
}

export const sumOf = (usages: readonly Usage[]): Usage => {
  const tokens = usages.reduce((sum, { total_tokens }) => sum + total_tokens, 0)
  return { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens }
}
