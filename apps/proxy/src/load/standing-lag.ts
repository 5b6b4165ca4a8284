import type { ProcessLoad } from './process-load.ts'

/** So far. */
export type Turned = Pick<ProcessLoad, 'turns' | 'busyMs'> & { readonly requests: number }

/** A burst is over sooner, and so is a lull. */
const standingMs = 1_000
/** Where fewer requests come in a turn, something else makes it long: refusing them would not help. */
const fewRequests = 8
/** It has time to spare where less of the time is busy. */
const fullyBusy = 0.95

/** Whether turns of the event loop have been too long for a second, and since then never left time to spare for one. */
export class StandingLag {
  #stands = false
  /** Since when it looks as if that changed. */
  #changingMs: number | undefined
  #before: (Turned & { readonly atMs: number }) | undefined
  #lagMs = 0

  /** How long a turn took on average, when it was last looked at. */
  get lagMs(): number {
    return this.#lagMs
  }

  see({ turns, busyMs, requests }: Turned, nowMs: number, maxLagMs: number): boolean {
    const before = this.#before
    this.#before = { turns, busyMs, requests, atMs: nowMs }
    if (!before) return false
    const busyForMs = busyMs - before.busyMs
    const turned = Math.max(1, turns - before.turns)
    this.#lagMs = busyForMs / turned
    const isTooMuch = this.#lagMs > maxLagMs && requests - before.requests >= fewRequests * turned
    const changes = this.#stands ? busyForMs < fullyBusy * (nowMs - before.atMs) : isTooMuch
    this.#changingMs = changes ? (this.#changingMs ?? nowMs) : undefined
    if (this.#changingMs !== undefined && nowMs - this.#changingMs >= standingMs) {
      this.#stands = !this.#stands
      this.#changingMs = undefined
    }
    return this.#stands
  }
}
