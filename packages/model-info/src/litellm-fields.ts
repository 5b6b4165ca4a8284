import type { JsonObject, Pricing } from '@turnout/core'

/** Numbers as LiteLLM's files have them: Python's YAML makes text of `3e-5`. */
const numberIn = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}

/**
 * The price in a `model_info`, or in an entry of a LiteLLM cost map: USD a token. Undefined where none is given; of half a
 * price the other half is 0.
 */
export const pricingIn = (fields: JsonObject): Pricing | undefined => {
  const input = numberIn(fields['input_cost_per_token'])
  const output = numberIn(fields['output_cost_per_token'])
  if (input === undefined && output === undefined) return undefined
  return { inputPerToken: input ?? 0, outputPerToken: output ?? 0 }
}

/** The longest prompt, in tokens. Not from `max_tokens`, which may mean the answer's. */
export const maxInputIn = (fields: JsonObject): number | undefined => {
  const most = numberIn(fields['max_input_tokens'])
  return most === 0 ? undefined : most
}
