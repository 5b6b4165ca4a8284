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
  #waiting: readonly FallbackTarget[] = []

  constructor(engine: Engine, { fallbackPolicy, group, maxFallbacks }: Ask<OperationName>) {
    this.#engine = engine
    this.#policy = fallbackPolicy
    this.#left = maxFallbacks
    this.#visited = new Set([group])
  }

  /** The group to try after another has failed, aliases resolved; undefined when there is none. */
  after(failure: ProviderError, at: GroupPoint): FallbackTarget | undefined {
    this.#waiting = [...this.#policy(failure, at), ...this.#waiting]
    for (let [first, ...rest] = this.#waiting; first && this.#left > 0; [first, ...rest] = this.#waiting) {
      this.#waiting = rest
      const target = resolveGroup(this.#engine, first.target)
      if (target === undefined || this.#visited.has(target)) continue
      this.#visited.add(target)
      this.#left--
      return { ...first, target }
    }
    return undefined
  }
}
