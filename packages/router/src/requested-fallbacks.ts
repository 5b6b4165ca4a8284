import {
  type FallbackPolicy,
  type Fallbacks,
  type FallbackTable,
  type FallbackTarget,
  isJsonObject,
} from '@turnout/core'
import { invalidValue } from './invalid-value.ts'
import { configuredFallbacks, requestedFallbacks } from './policies/fallback.ts'
import { refuseParams } from './refused-params.ts'

/**
 * Where a request wants to go when its group fails: names, or `{ model, … }` with parameters of its own, for any
 * failure; or `{ group: [names] }` as in a configuration.
 */
export type FallbackList = readonly (string | Readonly<Record<string, unknown>>)[]

export interface FallbackWishes {
  readonly fallbacks?: FallbackList
  readonly contextWindowFallbacks?: FallbackList
  readonly contentPolicyFallbacks?: FallbackList
}

/** A request's own lists, each in the place of the configured one. Throws a `TurnoutError` where one cannot be read. */
export function wishedFallbacks(configured: Fallbacks, wishes: FallbackWishes): FallbackPolicy {
  const { fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = wishes
  if (fallbacks?.every(isTarget)) return requestedFallbacks(fallbacks.map((entry) => targetOf(entry, 'fallbacks')))
  return configuredFallbacks({
    general: tableOf(fallbacks, 'fallbacks') ?? configured.general,
    contextWindow: tableOf(contextWindowFallbacks, 'context_window_fallbacks') ?? configured.contextWindow,
    contentPolicy: tableOf(contentPolicyFallbacks, 'content_policy_fallbacks') ?? configured.contentPolicy,
  })
}

const isTarget = (entry: unknown): boolean =>
  typeof entry === 'string' || (isJsonObject(entry) && typeof entry['model'] === 'string')

function targetOf(entry: unknown, param: string): FallbackTarget {
  if (typeof entry === 'string') return { target: entry }
  if (!isJsonObject(entry) || typeof entry['model'] !== 'string')
    throw invalidValue(param, 'names, or objects with `model`')
  refuseParams(entry)
  const { model, ...patch } = entry
  return Object.keys(patch).length === 0 ? { target: model } : { target: model, patch }
}

/** `[{ group: [target, …] }, …]`; the first entry of a group counts. */
function tableOf(list: FallbackList | undefined, param: string): FallbackTable | undefined {
  if (!list) return undefined
  const table: Record<string, readonly FallbackTarget[]> = {}
  for (const entry of list) {
    if (typeof entry === 'string' || isTarget(entry)) throw invalidValue(param, 'objects like {"group": ["fallback"]}')
    for (const [group, targets] of Object.entries(entry))
      if (!Object.hasOwn(table, group)) table[group] = [targets].flat().map((target) => targetOf(target, param))
  }
  return table
}
