import type { FallbackPolicy, ProviderError } from '@turnout/core'

/** Depth first through the groups a request may fall back to, each visited once, at most so many in all. */
export class FallbackWalk {
  readonly #policy: FallbackPolicy
  readonly #resolve: (name: string) => string | undefined
  readonly #visited = new Set<string>()
  #left: number
  #waiting: readonly string[] = []

  constructor(
    policy: FallbackPolicy,
    resolve: (name: string) => string | undefined,
    maxFallbacks: number,
    first: string,
  ) {
    this.#policy = policy
    this.#resolve = resolve
    this.#left = maxFallbacks
    this.#visited.add(first)
  }

  /** The group to try after `group` has failed; undefined when there is none. */
  after(failure: ProviderError, group: string, alias?: string): string | undefined {
    const targets = this.#policy(failure, alias === undefined ? { group } : { group, alias })
    this.#waiting = [...targets, ...this.#waiting]
    while (this.#waiting.length > 0 && this.#left > 0) {
      const [name = '', ...rest] = this.#waiting
      this.#waiting = rest
      const next = this.#resolve(name)
      if (next === undefined || this.#visited.has(next)) continue
      this.#visited.add(next)
      this.#left--
      return next
    }
    return undefined
  }
}
