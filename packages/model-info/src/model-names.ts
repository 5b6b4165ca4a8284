import type { Deployment } from '@turnout/core'
import { providerId } from './provider-ids.ts'

/** A name under which a deployment's model may be found in a table. */
export interface NamedModel {
  /** As configurations call it. */
  readonly provider: string
  readonly model: string
  /** From `base_model`: somebody said that it is this model, whoever serves it. */
  readonly stated: boolean
}

/** Azure's price regions in LiteLLM's names, and Bedrock's two interfaces: no part of the model's name. */
const route = /^(?:eu|us|global|global-standard|converse|invoke)\//

const statedModel = ({ provider, info, settings }: Deployment): NamedModel | undefined => {
  const base = info['base_model'] ?? settings['base_model']
  if (typeof base !== 'string' || base === '') return undefined
  const prefix = base.slice(0, Math.max(0, base.indexOf('/')))
  const named = providerId(prefix) !== undefined
  const model = named ? base.slice(prefix.length + 1) : base
  return { provider: named ? prefix : provider, model: model.replace(route, ''), stated: true }
}

/** The names to look a deployment up by, best first: `base_model`, then its own. */
export const namesOf = (deployment: Deployment): readonly NamedModel[] => {
  const stated = statedModel(deployment)
  const own = { provider: deployment.provider, model: deployment.model.replace(route, ''), stated: false }
  return stated ? [stated, own] : [own]
}

/** The model that a deployment serves: `base_model` where it is given, as Azure's deployments have names of their own. */
export const modelNameOf = (deployment: Deployment): string => statedModel(deployment)?.model ?? deployment.model

/** Whether the tables may know what a deployment costs; they need not be loaded to tell. */
export const isListed = (deployment: Deployment): boolean =>
  namesOf(deployment).some(({ provider, stated }) => stated || providerId(provider) !== undefined)
