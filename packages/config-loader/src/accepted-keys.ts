import type { z } from 'zod'
import { generalSettingsLater } from './schema/later/general-settings.ts'
import { litellmSettingsLater } from './schema/later/litellm-settings.ts'
import { litellmParamsLater } from './schema/later/model-list.ts'
import { routerSettingsLater } from './schema/later/router-settings.ts'
import { sectionsLater } from './schema/later/sections.ts'

const keysOf = (schema: z.ZodObject): ReadonlySet<string> => new Set(Object.keys(schema.shape))

/**
 * LiteLLM's keys that Turnout reads without complaint and does not act on yet, by section. A later version that acts on
 * one moves it from `schema/later` into the schema. (LiteLLM proxy documentation, "All settings".)
 */
export const acceptedKeys: Readonly<Record<string, ReadonlySet<string>>> = {
  '': keysOf(sectionsLater),
  router_settings: keysOf(routerSettingsLater),
  litellm_settings: keysOf(litellmSettingsLater),
  general_settings: keysOf(generalSettingsLater),
}

/** `litellm_params` keys that are the router's business and not the provider's, but without effect yet. */
export const acceptedParams = keysOf(litellmParamsLater)

/** The same, and prices that LiteLLM has by dozens: `cache_read_input_token_cost`, `input_cost_per_image`, … */
export const isAcceptedParam = (key: string): boolean => acceptedParams.has(key) || /(^|_)cost(_|$)/.test(key)

/** `litellm_params` keys that only their provider's adapter understands; they are never sent as request parameters. */
export const isAdapterSetting = (key: string): boolean =>
  adapterSettings.has(key) || /^(aws|vertex|watsonx|azure|tenant|client)_/.test(key)

const adapterSettings = new Set(['organization', 'extra_headers', 'simulated', 'guardrailConfig', 'guardrail_config'])
