import type { z } from 'zod'
import { at, isMap, type PlainMap } from './map.ts'
import type { Path } from './problem.ts'
import { cacheKwargs, cacheParams } from './schema/cache.ts'
import { configFile } from './schema/config-file.ts'
import { cacheLater } from './schema/later/cache.ts'
import { generalSettingsLater } from './schema/later/general-settings.ts'
import { litellmSettingsLater } from './schema/later/litellm-settings.ts'
import { litellmParamsLater, modelInfoLater } from './schema/later/model-list.ts'
import { routerSettingsLater } from './schema/later/router-settings.ts'
import { sectionsLater } from './schema/later/sections.ts'
import { litellmParams, modelEntry, modelInfo } from './schema/model-list.ts'
import { generalSettings, litellmSettings, routerSettings } from './schema/settings.ts'

/** A map of the file whose keys are known. */
export interface Place {
  readonly path: Path
  readonly map: PlainMap
  /** What has an effect. */
  readonly works: z.ZodObject
  /** What is accepted, and has none yet. */
  readonly later?: z.ZodObject
  /** In a closed map a key is known or a slip; in an open one it may be a parameter or a fact of any name, or an argument of a client. */
  readonly keys: 'closed' | 'parameters' | 'facts' | 'arguments'
}

type Kind = Omit<Place, 'path' | 'map'>

const sections: readonly (readonly [string, Kind])[] = [
  ['router_settings', { works: routerSettings, later: routerSettingsLater, keys: 'closed' }],
  ['litellm_settings', { works: litellmSettings, later: litellmSettingsLater, keys: 'closed' }],
  ['general_settings', { works: generalSettings, later: generalSettingsLater, keys: 'closed' }],
]

const deployment: Kind = { works: litellmParams, later: litellmParamsLater, keys: 'parameters' }

/** The section, or the part of a deployment, that knows a key. */
export function homeOf(key: string): string | undefined {
  const knows = ({ works, later }: Kind) => Object.hasOwn(works.shape, key) || Object.hasOwn(later?.shape ?? {}, key)
  const section = sections.find(([, kind]) => knows(kind))?.[0]
  return section ?? (knows(deployment) ? 'litellm_params' : undefined)
}

/** Every such map that is there, and is a map. */
export function placesOf(value: unknown): readonly Place[] {
  const place = (path: Path, map: unknown, kind: Kind): readonly Place[] => (isMap(map) ? [{ path, map, ...kind }] : [])
  const entries = at(value, 'model_list')
  return [
    ...place([], value, { works: configFile, later: sectionsLater, keys: 'closed' }),
    ...sections.flatMap(([name, kind]) => place([name], at(value, name), kind)),
    ...place(['router_settings', 'cache_kwargs'], at(at(value, 'router_settings'), 'cache_kwargs'), {
      ...{ works: cacheKwargs, later: cacheLater, keys: 'arguments' },
    }),
    ...place(['litellm_settings', 'cache_params'], at(at(value, 'litellm_settings'), 'cache_params'), {
      ...{ works: cacheParams, later: cacheLater, keys: 'arguments' },
    }),
    ...(Array.isArray(entries) ? entries : []).flatMap((entry: unknown, index) => {
      const path = ['model_list', index]
      return [
        ...place(path, entry, { works: modelEntry, keys: 'closed' }),
        ...place([...path, 'litellm_params'], at(entry, 'litellm_params'), deployment),
        ...place([...path, 'model_info'], at(entry, 'model_info'), {
          ...{ works: modelInfo, later: modelInfoLater, keys: 'facts' },
        }),
      ]
    }),
  ]
}
