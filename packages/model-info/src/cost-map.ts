import { isJsonObject, type JsonObject } from '@turnout/core'
import type { NamedModel } from './model-names.ts'
import { providerId } from './provider-ids.ts'

/** `vertex_ai-anthropic_models` is Vertex. */
const knownProvider = (name: string): string => providerId(name) ?? providerId(name.replace(/-.*$/, '')) ?? name

const agrees = (entry: JsonObject, { provider, stated }: NamedModel): boolean => {
  const owner = entry['litellm_provider']
  return stated || typeof owner !== 'string' || knownProvider(owner) === knownProvider(provider)
}

/**
 * A model's entry in a map of LiteLLM's format (`model_prices_and_context_window.json`): under `provider/model`, else under
 * the bare name where that entry is of the same provider.
 */
export const costMapEntry = (map: JsonObject, named: NamedModel): JsonObject | undefined => {
  const own = (key: string): JsonObject | undefined => {
    const entry = Object.hasOwn(map, key) ? map[key] : undefined
    return isJsonObject(entry) ? entry : undefined
  }
  const bare = own(named.model)
  return own(`${named.provider}/${named.model}`) ?? (bare && agrees(bare, named) ? bare : undefined)
}
