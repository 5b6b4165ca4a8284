import type { Actual, Claim, Claims, Clock, NonEmpty } from '@turnout/core'
import type { RemoteStore } from './remote-store.ts'
import type { StandIn } from './stand-in.ts'
import type { UntoldCharges } from './untold-charges.ts'

export interface BacklogParts {
  readonly clock: Clock
  readonly remote: RemoteStore
  readonly standIn: StandIn
  readonly charges: UntoldCharges
}

/** What a store is to be told as soon as it can be asked again. */
export class Backlog {
  readonly #parts: BacklogParts
  /** Reservations of which nobody knows whether they were made. */
  readonly #doubtful = new Map<string, NonEmpty<Claims>>()
  /** Attempts that are over, of which the store knows. */
  readonly #ended = new Map<string, readonly Actual[]>()
  /** Attempts that the store took over, or may have; `true` where it said so. */
  readonly #adopted = new Map<string, boolean>()
  #telling: Promise<void> | undefined

  constructor(parts: BacklogParts) {
    this.#parts = parts
  }

  doubt(attemptId: string, options: NonEmpty<Claims>): void {
    this.#doubtful.set(attemptId, options)
  }

  isDoubtful = (attemptId: string): boolean => this.#doubtful.has(attemptId)

  /** An attempt of which the store knows. */
  ended(attemptId: string, actuals: readonly Actual[]): void {
    this.#ended.set(attemptId, actuals)
  }

  /** An attempt that was admitted without the store, which may know of it by now. */
  endedHere(attemptId: string, actuals: readonly Actual[]): void {
    if (this.#adopted.delete(attemptId)) this.ended(attemptId, actuals)
  }

  get isEmpty(): boolean {
    if (this.#doubtful.size > 0 || this.#ended.size > 0 || !this.#parts.charges.isEmpty) return false
    return ![...this.#parts.standIn.running.keys()].some(this.#isToAdopt)
  }

  /** Everything there is by now. Each step may be done twice, and counts once. */
  tell(): Promise<void> {
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = undefined
    })
    return this.#telling
  }

  async #tell(): Promise<void> {
    const { remote, charges } = this.#parts
    for (const [attemptId, options] of [...this.#doubtful]) {
      await remote.cancel(attemptId, options)
      this.#doubtful.delete(attemptId)
    }
    for (const [attemptId, actuals] of [...this.#ended]) {
      await remote.settle(attemptId, actuals)
      this.#ended.delete(attemptId)
    }
    await this.#adoptRunning()
    await charges.tell((some) => remote.charge(some))
  }

  /** Not those in doubt: to cancel them later would undo it. */
  async #adoptRunning(): Promise<void> {
    const { clock, remote, standIn } = this.#parts
    for (const [attemptId, { claims, expiresMs }] of [...standIn.running]) {
      const holdMs = expiresMs - clock.monotonicMs()
      if (holdMs <= 0) this.#forget(attemptId)
      if (!this.#isToAdopt(attemptId) || this.isDoubtful(attemptId)) continue
      this.#adopted.set(attemptId, false)
      await remote.adopt(attemptId, claims.filter(isHeld), holdMs)
      if (this.#adopted.has(attemptId)) this.#adopted.set(attemptId, true)
    }
  }

  #forget(attemptId: string): void {
    this.#parts.standIn.running.delete(attemptId)
    this.#adopted.delete(attemptId)
  }

  #isToAdopt = (attemptId: string): boolean =>
    !this.#adopted.get(attemptId) && (this.#parts.standIn.running.get(attemptId)?.claims.some(isHeld) ?? false)
}

const isHeld = ({ windowMs }: Claim): boolean => windowMs === undefined
