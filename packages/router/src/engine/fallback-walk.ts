import type { FallbackPolicy, OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { resolveGroup } from './resolve-group.ts'

/** Depth first through the groups a request may fall back to, each visited once, at most so many in all. */
export class FallbackWalk {
  readonly #engine: Engine
  readonly #policy: FallbackPolicy
  readonly #visited: Set<string>
  #left: number
  #waiting: readonly string[] = []

  constructor(engine: Engine, { fallbackPolicy, group }: Ask<OperationName>) {
    this.#engine = engine
    this.#policy = fallbackPolicy
    this.#left = engine.config.maxFallbacks
    this.#visited = new Set([group])
  }

  /** The group to try after `group` has failed; undefined when there is none. */
  after(failure: ProviderError, group: string, alias?: string): string | undefined {
    const targets = this.#policy(failure, alias === undefined ? { group } : { group, alias })
    this.#waiting = [...targets, ...this.#waiting]
    while (this.#waiting.length > 0 && this.#left > 0) {
      const [name = '', ...rest] = this.#waiting
      this.#waiting = rest
      const next = resolveGroup(this.#engine, name)
      if (next === undefined || this.#visited.has(next)) continue
      this.#visited.add(next)
      this.#left--
      return next
    }
    return undefined
  }
}
