import type { Deployment } from '@turnout/core'
import { type Endpoint, parseBaseUrl } from '../kit/endpoint.ts'
import { modelNameOf } from './model-id.ts'

/** Where a deployment's model is asked. */
export interface Place extends Pick<Endpoint, 'origin'> {
  readonly region: string
  /** With the model, without the operation: `/model/ID`. */
  readonly modelPath: string
}

/** LiteLLM's, where nothing says otherwise. */
const usualRegion = 'us-west-2'

/** The region in a model's name counts before that of the deployment, which may be the environment's. */
export function placeOf(deployment: Deployment): Place {
  const { settings, apiBase, model } = deployment
  const name = modelNameOf(model)
  const region = name.region ?? textIn(settings['aws_region_name']) ?? usualRegion
  const base = apiBase ?? textIn(settings['aws_bedrock_runtime_endpoint']) ?? publicBase(region)
  const { origin, basePath } = parseBaseUrl(base)
  return { origin, region, modelPath: `${basePath}/model/${encodeURIComponent(name.id)}` }
}

const publicBase = (region: string): string =>
  `https://bedrock-runtime.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
