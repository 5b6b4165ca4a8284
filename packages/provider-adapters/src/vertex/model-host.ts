import { misconfigured } from '../kit/misconfigured.ts'

/** Who made a model, and so what is spoken with it. */
export type ModelHost =
  /** `resource`: where it stands under the place. */
  | { readonly speaks: 'gemini' | 'claude'; readonly resource: string }
  /** `model` as the body names it. */
  | { readonly speaks: 'openai'; readonly resource: string; readonly model: string }

/**
 * By the model's name: `gemini-2.5-flash`, `claude-sonnet-4-5@20250929`, `meta/llama-4-maverick-17b-128e-instruct-maas`;
 * the number of an endpoint is a tuned Gemini, and with `openai/` before it a model that the project has deployed.
 * Names come from callers where a group is for all models: a name is no path.
 */
export function modelHost(name: string): ModelHost {
  if (!/^[\w-][\w.@-]*(\/[\w-][\w.@-]*)?$/.test(name)) throw misconfigured('The model of a deployment is not a name.')
  const model = name.replace(/^(gemini|google|anthropic)\//, '')
  if (/^\d+$/.test(model)) return { speaks: 'gemini', resource: `/endpoints/${model}` }
  const deployed = /^openai\/(\d+)$/.exec(model)?.[1]
  if (deployed) return { speaks: 'openai', resource: `/endpoints/${deployed}`, model: '' }
  if (model.includes('/')) return { speaks: 'openai', resource: '/endpoints/openapi', model }
  if (model.includes('claude')) return { speaks: 'claude', resource: `/publishers/anthropic/models/${model}` }
  return { speaks: 'gemini', resource: `/publishers/google/models/${model}` }
}
