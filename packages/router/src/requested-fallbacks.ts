import {
  type FallbackPolicy,
  type Fallbacks,
  type FallbackTable,
  type FallbackTarget,
  isJsonObject,
  type JsonObject,
} from '@turnout/core'
import { invalidValue } from './invalid-value.ts'
import { configuredFallbacks, requestedFallbacks } from './policies/fallback.ts'
import { refuseParams } from './refused-params.ts'

/**
 * Where a request wants to go when its group fails: names, or `{ model, … }` with parameters of its own, for any
 * failure; or `{ group: [names] }` as in a configuration.
 */
export type FallbackList = readonly (string | Readonly<Record<string, unknown>>)[]

/** Nobody has more groups to go to. */
export const mostFallbacks = 100

export interface FallbackWishes {
  readonly fallbacks?: FallbackList | undefined
  readonly contextWindowFallbacks?: FallbackList | undefined
  readonly contentPolicyFallbacks?: FallbackList | undefined
}

/**
 * A request's own lists, each in the place of the configured one. Throws a `TurnoutError` where one cannot be read, or
 * where `check` refuses what a target brings.
 */
export function wishedFallbacks(
  configured: Fallbacks,
  wishes: FallbackWishes,
  check: (patch: JsonObject) => void,
): FallbackPolicy {
  const { fallbacks, contextWindowFallbacks, contentPolicyFallbacks } = wishes
  if (fallbacks?.every(isTarget))
    return requestedFallbacks(fallbacks.map((entry) => targetOf(entry, 'fallbacks', check)))
  return configuredFallbacks({
    general: tableOf(fallbacks, 'fallbacks', check) ?? configured.general,
    contextWindow: tableOf(contextWindowFallbacks, 'context_window_fallbacks', check) ?? configured.contextWindow,
    contentPolicy: tableOf(contentPolicyFallbacks, 'content_policy_fallbacks', check) ?? configured.contentPolicy,
  })
}

const isTarget = (entry: unknown): boolean =>
  typeof entry === 'string' || (isJsonObject(entry) && typeof entry['model'] === 'string')

type Check = (patch: JsonObject) => void

function targetOf(entry: unknown, param: string, check: Check): FallbackTarget {
  if (typeof entry === 'string') return { target: entry }
  if (!isJsonObject(entry) || typeof entry['model'] !== 'string')
    throw invalidValue(param, 'names, or objects with `model`')
  refuseParams(entry)
  const { model, ...patch } = entry
  if (Object.keys(patch).length === 0) return { target: model }
  check(patch)
  return { target: model, patch }
}

/** `[{ group: [target, …] }, …]`; the first entry of a group counts. */
function tableOf(list: FallbackList | undefined, param: string, check: Check): FallbackTable | undefined {
  if (!list) return undefined
  const table = new Map<string, readonly FallbackTarget[]>()
  for (const entry of list) {
    if (typeof entry === 'string' || isTarget(entry)) throw invalidValue(param, 'objects like {"group": ["fallback"]}')
    for (const [group, value] of Object.entries(entry)) {
      const targets = [value].flat()
      if (targets.length > mostFallbacks) throw invalidValue(param, `at most ${mostFallbacks} names`)
      if (!table.has(group))
        table.set(
          group,
          targets.map((target) => targetOf(target, param, check)),
        )
    }
  }
  return Object.fromEntries(table)
}
