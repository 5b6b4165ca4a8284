import type { Pricing } from '@turnout/core'
import { listedPricing } from './listed-pricing.ts'
import type { NamedModel } from './model-names.ts'
import { providerId } from './provider-ids.ts'

/** genai-prices, asked about one model. */
export interface PriceTable {
  pricing(named: NamedModel): Pricing | undefined
  /** The context window, in tokens: prompt and answer together. */
  window(named: NamedModel): number | undefined
}

/** Loads the table (2 MB). It holds list prices as its authors last saw them; `asOf` tells which of them are in force. */
export const loadPriceTable = async (asOf?: Date): Promise<PriceTable> => {
  const { calcPrice, findProvider } = await import('@pydantic/genai-prices')

  const find = ({ provider, model, stated }: NamedModel) => {
    if (model === '') return undefined
    const id = providerId(provider) ?? (stated ? findProvider({ modelId: model })?.id : undefined)
    if (id === undefined) return undefined
    const one = { input_tokens: 1, output_tokens: 1 }
    return calcPrice(one, model, { providerId: id, ...(asOf && { timestamp: asOf }) }) ?? undefined
  }

  return {
    pricing(named) {
      const found = find(named)
      return found && listedPricing(found.model_price)
    },
    window: (named) => find(named)?.model.context_window,
  }
}
