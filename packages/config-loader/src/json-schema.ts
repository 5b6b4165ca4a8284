import * as z from 'zod'
import { keyTexts } from './json-schema-texts.ts'
import { configFile } from './schema/config-file.ts'
import { cacheLater } from './schema/later/cache.ts'
import { generalSettingsLater } from './schema/later/general-settings.ts'
import { litellmSettingsLater } from './schema/later/litellm-settings.ts'
import { litellmParamsLater, modelInfoLater } from './schema/later/model-list.ts'
import { routerSettingsLater } from './schema/later/router-settings.ts'
import { sectionsLater } from './schema/later/sections.ts'
import { definitions, type JsonSchema, toJsonSchema } from './zod-to-json-schema.ts'

/** The configuration file as JSON Schema, so that editors complete it and mark what `turnout check` would. */
export function configJsonSchema(): JsonSchema {
  const root = toJsonSchema(configFile)
  const entry = mapIn(mapIn(root, 'model_list'), 'items')
  const params = mapIn(entry, 'litellm_params')
  const state = mapIn(mapIn(root, 'router_settings'), 'state')
  fill(root, keyTexts[''], sectionsLater)
  fill(mapIn(root, 'router_settings'), keyTexts.router_settings, routerSettingsLater)
  fill(state, keyTexts.state)
  fill(mapIn(state, 'redis'), keyTexts.redis)
  fill(mapIn(mapIn(root, 'router_settings'), 'cache_kwargs'), keyTexts.cache_params, cacheLater)
  fill(mapIn(root, 'litellm_settings'), keyTexts.litellm_settings, litellmSettingsLater)
  fill(mapIn(mapIn(root, 'litellm_settings'), 'cache_params'), keyTexts.cache_params, cacheLater)
  fill(mapIn(root, 'general_settings'), keyTexts.general_settings, generalSettingsLater)
  fill(entry, keyTexts.model_list)
  fill(params, keyTexts.litellm_params, litellmParamsLater)
  fill(mapIn(params, 'simulated'), keyTexts.simulated)
  fill(mapIn(entry, 'model_info'), keyTexts.model_info, modelInfoLater)
  const closed = ['router_settings', 'litellm_settings', 'general_settings'].map((section) => mapIn(root, section))
  for (const map of [root, entry, mapIn(params, 'simulated'), ...closed]) map.additionalProperties = false
  const { $schema, ...rest } = root
  const title = 'Configuration of Turnout'
  const description = "LiteLLM's file. `turnout check` says more about it than a schema can."
  return { $schema, title, description, ...rest, definitions: definitions() }
}

/** The map under a key or keyword; every section may be empty, so it may be a choice between a map and null. */
function mapIn(schema: JsonSchema, step: string): JsonSchema {
  const found = step === 'items' ? schema.items : schema.properties?.[step]
  return (
    [...(found?.anyOf ?? []), ...(found ? [found] : [])].find(({ type }) => type === 'object' || type === 'array') ?? {}
  )
}

/** Tells what the keys are, and adds those that are accepted without effect. */
function fill(map: JsonSchema, texts: Readonly<Record<string, string>>, later: z.ZodObject = z.looseObject({})): void {
  const properties = map.properties ?? {}
  for (const [key, description] of Object.entries(texts)) properties[key] = { description, ...properties[key] }
  for (const [key, property] of Object.entries(toJsonSchema(later).properties ?? {}))
    properties[key] ??= { description: 'Accepted, without effect yet.', ...property }
  map.properties = properties
}
