import type { ParamSettings } from '@turnout/core'
import type { ModelEntry } from './schema/model-list.ts'
import type { LitellmSettings } from './schema/settings.ts'

/** What is said for all deployments. */
export type CommonParamSettings = Pick<LitellmSettings, 'drop_params' | 'additional_drop_params'>

/** A deployment's own word, before what is said for all; lists add up. Undefined where nobody says anything. */
export function paramSettingsOf(
  { litellm_params: own }: Pick<ModelEntry, 'litellm_params'>,
  common: CommonParamSettings = {},
): ParamSettings | undefined {
  const drop = own.drop_params ?? common.drop_params ?? undefined
  const additional = [...new Set([...(common.additional_drop_params ?? []), ...(own.additional_drop_params ?? [])])]
  const allowed = own.allowed_openai_params ?? []
  if (drop === undefined && additional.length === 0 && allowed.length === 0) return undefined
  return {
    ...(drop === undefined ? {} : { drop }),
    ...(additional.length > 0 ? { additional } : {}),
    ...(allowed.length > 0 ? { allowed } : {}),
  }
}
