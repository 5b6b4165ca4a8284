import * as z from 'zod'
import { modelList } from './model-list.ts'
import { generalSettings, litellmSettings, routerSettings } from './settings.ts'
import { names, object } from './values.ts'

/** A whole file. Sections may be absent or empty. */
export const configFile = z.looseObject(
  {
    model_list: modelList.nullish(),
    credential_list: z.array(object, { error: 'expected a list of credentials' }).nullish(),
    router_settings: routerSettings.nullish(),
    litellm_settings: litellmSettings.nullish(),
    general_settings: generalSettings.nullish(),
    callback_settings: z.record(z.string(), object.nullable(), { error: 'expected a map of callbacks' }).nullish(),
    include: names.nullish(),
    environment_variables: object.nullish(),
  },
  { error: 'expected a map with model_list' },
)

export type ConfigFile = z.output<typeof configFile>
