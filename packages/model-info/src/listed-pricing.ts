import type { Pricing } from '@turnout/core'

/** What genai-prices says of a model, as far as we look: prices in USD a million tokens, perhaps by length of the prompt. */
type Listed = Readonly<Record<string, unknown>>

const perToken = (price: unknown): number | undefined => {
  const base = typeof price === 'object' && price !== null && 'base' in price ? price.base : price
  if (typeof base !== 'number' || !Number.isFinite(base) || base < 0) return undefined
  // 0.79 a million is 7.9e-7, not 7.900000000000001e-7
  return Number((base / 1e6).toPrecision(15))
}

/**
 * USD a token, of the lowest tier. A model that is listed without any price is free; one that is priced by something else
 * (hours of audio) has no price a token; one that only names its input (embeddings) gives its output away.
 */
export const listedPricing = (listed: Listed): Pricing | undefined => {
  if (Object.keys(listed).length === 0) return { inputPerToken: 0, outputPerToken: 0 }
  const input = perToken(listed['input_mtok'])
  const output = 'output_mtok' in listed ? perToken(listed['output_mtok']) : 0
  return input === undefined || output === undefined ? undefined : { inputPerToken: input, outputPerToken: output }
}
