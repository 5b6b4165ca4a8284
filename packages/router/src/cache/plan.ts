import type { OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import { nameOf } from '../engine/resolve-group.ts'
import { askedOf, keyOf } from './answer-key.ts'
import type { Answers } from './answers.ts'

/** Nobody keeps an answer for longer: ten years. */
const longestMs = 10 * 365 * 24 * 3_600_000

/** What one request and the cache have to do with each other. */
export interface Plan {
  readonly reads: boolean
  readonly stores: boolean
  readonly ttlMs: number
  /** What was kept for longer is not good enough. */
  readonly oldestMs: number
  /** The key of what is asked of a group; `without` a parameter that `rest` stands for. */
  key(ask: Ask<OperationName>, group: string): string
  keys(without: string, rests: readonly string[], ask?: Ask<OperationName>, group?: string): readonly string[]
}

/** Undefined where the request has nothing to do with the cache. Throws where its key cannot be made. */
export function planOf({ config }: Engine, { settings }: Answers, ask: Ask<OperationName>): Plan | undefined {
  const { namespace = settings.namespace, ...wishes } = ask.cacheWishes ?? {}
  if (settings.optIn && wishes.useCache !== true) return undefined
  if (!settings.operations.includes(ask.operation) || ask.mockFailure) return undefined
  const usualMs = settings.hasOwnTtl || wishes.usualTtl === undefined ? settings.ttlMs : wishes.usualTtl * 1000
  const ttlMs = Math.min(wishes.ttl === undefined ? usualMs : wishes.ttl * 1000, longestMs)
  const asked = (of: Ask<OperationName>, group: string, without?: string) =>
    askedOf({
      ask: of,
      group: nameOf({ group, wildcard: of.wildcard }),
      config,
      settings,
      ...(without ? { without } : {}),
    })
  return {
    reads: wishes.noCache !== true,
    stores: wishes.noStore !== true && ttlMs > 0,
    ttlMs,
    oldestMs: (wishes.sMaxage ?? Infinity) * 1000,
    key: (of, group) => keyOf(asked(of, group), namespace),
    keys(without, rests, of = ask, group = ask.group) {
      const base = asked(of, group, without)
      return rests.map((rest) => keyOf(base, namespace, rest))
    },
  }
}
