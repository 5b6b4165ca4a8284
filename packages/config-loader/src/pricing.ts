import type { Pricing } from '@turnout/core'
import type { ModelEntry } from './schema/model-list.ts'

const halves = ['input_cost_per_token', 'output_cost_per_token'] as const
type Half = (typeof halves)[number]

/** What a token costs in USD: each half from `litellm_params`, else from `model_info`. */
const priceOf = ({ litellm_params, model_info }: ModelEntry, half: Half): number | undefined =>
  litellm_params[half] ?? model_info?.[half] ?? undefined

/** Undefined where no price is given: unknown, and not free. Of half a price the other half is 0. */
export function pricingOf(entry: ModelEntry): Pricing | undefined {
  const [input, output] = halves.map((half) => priceOf(entry, half))
  if (input === undefined && output === undefined) return undefined
  return { inputPerToken: input ?? 0, outputPerToken: output ?? 0 }
}

/** The half that is not given, where the other is. */
export function missingHalf(entry: ModelEntry): Half | undefined {
  const missing = halves.filter((half) => priceOf(entry, half) === undefined)
  return missing.length === 1 ? missing[0] : undefined
}
