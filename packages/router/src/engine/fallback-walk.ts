import type {
  FallbackPolicy,
  FallbackTarget,
  GroupPoint,
  JsonObject,
  OperationName,
  ProviderError,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { canExpress } from './fit.ts'
import { pointOf } from './group-point.ts'
import { patched } from './patched.ts'
import { nameOf, type Resolved, resolveGroup } from './resolve-group.ts'

/** Where a request goes on, and what it has instead of its own there. */
export interface Stop extends Resolved {
  readonly patch?: JsonObject
}

/** Depth first through the groups a request may fall back to, each visited once, at most so many in all. */
export class FallbackWalk {
  readonly #engine: Engine
  readonly #ask: Ask<OperationName>
  readonly #policy: FallbackPolicy
  readonly #visited: Set<string>
  #left: number
  /** Last in, first out. */
  readonly #waiting: FallbackTarget[] = []

  constructor(engine: Engine, ask: Ask<OperationName>) {
    const { fallbackPolicy, group, wildcard, maxFallbacks } = ask
    this.#engine = engine
    this.#ask = ask
    this.#policy = fallbackPolicy
    this.#left = maxFallbacks
    this.#visited = new Set([nameOf({ group, wildcard })])
  }

  /** The group to try after another has failed, aliases resolved; undefined when there is none. */
  after(failure: ProviderError, at: GroupPoint): Stop | undefined {
    this.#waiting.push(...this.#policy(failure, at).toReversed())
    while (this.#left > 0) {
      const next = this.#waiting.pop()
      if (!next) return undefined
      const target = resolveGroup(this.#engine, next.target)
      if (target === undefined || this.#visited.has(nameOf(target))) continue
      this.#visited.add(nameOf(target))
      const stop = next.patch ? { ...target, patch: next.patch } : target
      if (this.#serves(stop)) {
        this.#left--
        return stop
      }
      this.#waiting.push(...this.#policy(failure, pointOf(this.#ask, stop.group)).toReversed())
    }
    return undefined
  }

  /** A group that cannot express the request is passed over; what comes after it is not. */
  #serves({ group, wildcard, patch }: Stop): boolean {
    return canExpress(this.#engine, patched({ ...this.#ask, wildcard }, patch), group)
  }
}
