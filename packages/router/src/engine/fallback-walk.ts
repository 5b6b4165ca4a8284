import type { FallbackPolicy, FallbackTarget, GroupPoint, OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { resolveGroup } from './resolve-group.ts'

/** Depth first through the groups a request may fall back to, each visited once, at most so many in all. */
export class FallbackWalk {
  readonly #engine: Engine
  readonly #policy: FallbackPolicy
  readonly #visited: Set<string>
  #left: number
  /** Last in, first out. */
  readonly #waiting: FallbackTarget[] = []

  constructor(engine: Engine, { fallbackPolicy, group, maxFallbacks }: Ask<OperationName>) {
    this.#engine = engine
    this.#policy = fallbackPolicy
    this.#left = maxFallbacks
    this.#visited = new Set([group])
  }

  /** The group to try after another has failed, aliases resolved; undefined when there is none. */
  after(failure: ProviderError, at: GroupPoint): FallbackTarget | undefined {
    this.#waiting.push(...this.#policy(failure, at).toReversed())
    while (this.#left > 0) {
      const next = this.#waiting.pop()
      if (!next) return undefined
      const target = resolveGroup(this.#engine, next.target)
      if (target === undefined || this.#visited.has(target)) continue
      this.#visited.add(target)
      this.#left--
      return { ...next, target }
    }
    return undefined
  }
}
