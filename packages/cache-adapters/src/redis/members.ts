import type { Part } from '../shared/share-of.ts'

/** Instances that were not heard of for so long are not counted any more. */
const goneMs = 10_000
/** Kept for longer: while the store is lost, it counts who was there when it was. */
const forgottenMs = 3_600_000
const sweepEveryMs = 1_000
/** Whoever may publish can make up names. */
const mostOthers = 1_000

/** The instances that share a store, as far as they were heard of. */
export class Members {
  readonly #own = new Set<string>()
  readonly #heardMs = new Map<string, number>()
  #sweptMs = -Infinity

  publishes(instance: string): void {
    this.#own.add(instance)
    this.#heardMs.delete(instance)
  }

  heard(instance: string, nowMs: number, leaving: boolean): void {
    if (this.#own.has(instance)) return
    this.#sweep(nowMs)
    if (leaving) this.#heardMs.delete(instance)
    else if (this.#heardMs.size < mostOthers || this.#heardMs.has(instance)) this.#heardMs.set(instance, nowMs)
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptMs < sweepEveryMs) return
    this.#sweptMs = nowMs
    for (const [other, atMs] of this.#heardMs) if (nowMs - atMs >= forgottenMs) this.#heardMs.delete(other)
  }

  /**
   * What part of everything is this instance's, as of `asOfMs`: nobody is heard of while the store is lost. Where it was
   * not heard of all, it is the last of them: each of the others may think itself the first.
   */
  part(fewest: number, asOfMs: number): Part {
    const [own = ''] = this.#own
    const others = [...this.#heardMs].flatMap(([instance, atMs]) => (asOfMs - atMs < goneMs ? [instance] : []))
    const known = others.length + 1
    if (known < fewest) return { count: fewest, rank: fewest - 1 }
    return { count: known, rank: others.filter((other) => other < own).length }
  }
}
