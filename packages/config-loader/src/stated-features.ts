import { type Deployment, type Feature, featureNames, features } from '@turnout/core'
import type { ModelEntry } from './schema/model-list.ts'

type Info = NonNullable<ModelEntry['model_info']>

/**
 * What a `model_info` says of features: by their own key (`supports_vision`), else by whether their parameters are among
 * `supported_openai_params`. Undefined where it says nothing.
 */
export function statedFeatures(info: Info | null | undefined): Deployment['features'] {
  if (!info) return undefined
  const stated = featureNames.flatMap((feature): (readonly [Feature, boolean])[] => {
    const has = byKey(info, feature) ?? byList(info, feature)
    return has === undefined ? [] : [[feature, has]]
  })
  return stated.length > 0 ? Object.fromEntries(stated) : undefined
}

function byKey(info: Info, feature: Feature): boolean | undefined {
  const { info: key } = features[feature]
  const value = key === undefined ? undefined : info[key]
  return typeof value === 'boolean' ? value : undefined
}

function byList({ supported_openai_params: list }: Info, feature: Feature): boolean | undefined {
  const { params } = features[feature]
  return list && params.length > 0 ? params.some((param) => list.includes(param)) : undefined
}
