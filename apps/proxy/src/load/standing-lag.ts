import type { ProcessLoad } from './process-load.ts'

/** A burst is over sooner, and so is a lull. */
const standingMs = 1_000
/** It has time to spare where less of the time is busy. */
const fullyBusy = 0.95

/** Whether turns of the event loop have been too long for a second, and since then never left time to spare for one. */
export class StandingLag {
  #stands = false
  /** Since when it looks as if that changed. */
  #changingMs: number | undefined
  #before: (Pick<ProcessLoad, 'turns' | 'busyMs'> & { readonly atMs: number }) | undefined
  #lagMs = 0

  /** How long a turn took on average, when it was last looked at. */
  get lagMs(): number {
    return this.#lagMs
  }

  see({ turns, busyMs }: Pick<ProcessLoad, 'turns' | 'busyMs'>, nowMs: number, maxLagMs: number): boolean {
    const before = this.#before
    this.#before = { turns, busyMs, atMs: nowMs }
    if (!before) return false
    const busyForMs = busyMs - before.busyMs
    this.#lagMs = busyForMs / Math.max(1, turns - before.turns)
    const changes = this.#stands ? busyForMs < fullyBusy * (nowMs - before.atMs) : this.#lagMs > maxLagMs
    this.#changingMs = changes ? (this.#changingMs ?? nowMs) : undefined
    if (this.#changingMs !== undefined && nowMs - this.#changingMs >= standingMs) {
      this.#stands = !this.#stands
      this.#changingMs = undefined
    }
    return this.#stands
  }
}
