import type { Deployment, JsonObject, Pricing } from '@turnout/core'
import { costMapEntry } from './cost-map.ts'
import { firstKnown } from './first-known.ts'
import { maxInputIn, pricingIn } from './litellm-fields.ts'
import { namesOf } from './model-names.ts'
import { loadPriceTable } from './price-table.ts'
import { loadOpenaiWindows } from './windows/openai-windows.ts'
import { reviewedWindow } from './windows/reviewed-windows.ts'

/** What deployments cost and take. Synchronous; a deployment is looked up once and remembered. */
export interface ModelInfo {
  /** USD a token; zero is a price, undefined is unknown. */
  pricingOf(deployment: Deployment): Pricing | undefined
  /** The longest prompt, in tokens; undefined: unknown, and no reason to refuse anything. */
  maxInputTokensOf(deployment: Deployment): number | undefined
  /** The deployment with what is known of both. */
  readonly complete: (deployment: Deployment) => Deployment
}

export interface ModelInfoOptions {
  /** A map in LiteLLM's format (`model_prices_and_context_window.json`): it goes before our tables. */
  readonly costMap?: JsonObject
  /** Whose list prices: those of this day. Absent: today's. */
  readonly asOf?: Date
}

const remembered = <T>(look: (deployment: Deployment) => T): ((deployment: Deployment) => T) => {
  const known = new WeakMap<Deployment, { readonly value: T }>()
  return (deployment) => {
    const entry = known.get(deployment) ?? { value: look(deployment) }
    known.set(deployment, entry)
    return entry.value
  }
}

/** Loads the tables (2 MB); nothing of them is loaded by importing the package. */
export const loadModelInfo = async ({ costMap = {}, asOf }: ModelInfoOptions = {}): Promise<ModelInfo> => {
  const [table, openaiWindow] = await Promise.all([loadPriceTable(asOf), loadOpenaiWindows()])
  const ownEntries = (deployment: Deployment) => namesOf(deployment).map((named) => costMapEntry(costMap, named) ?? {})

  function* pricings(deployment: Deployment): Generator<Pricing | undefined> {
    yield deployment.pricing
    yield pricingIn(deployment.info)
    yield* ownEntries(deployment).map(pricingIn)
    for (const named of namesOf(deployment)) yield table.pricing(named)
  }

  function* windows(deployment: Deployment): Generator<number | undefined> {
    yield deployment.maxInputTokens
    yield maxInputIn(deployment.info)
    yield* ownEntries(deployment).map(maxInputIn)
    for (const named of namesOf(deployment)) {
      yield reviewedWindow(named)
      yield openaiWindow(named)
      yield table.window(named)
    }
  }

  const pricingOf = remembered((deployment) => firstKnown(pricings(deployment)))
  const maxInputTokensOf = remembered((deployment) => firstKnown(windows(deployment)))
  return {
    pricingOf,
    maxInputTokensOf,
    complete(deployment) {
      const pricing = pricingOf(deployment)
      const maxInputTokens = maxInputTokensOf(deployment)
      return {
        ...deployment,
        ...(pricing !== undefined && { pricing }),
        ...(maxInputTokens !== undefined && { maxInputTokens }),
      }
    },
  }
}
