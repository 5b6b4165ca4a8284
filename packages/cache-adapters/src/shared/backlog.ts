import type { Actual, Claims, Clock, NonEmpty } from '@turnout/core'
import type { RemoteStore } from './remote-store.ts'
import type { Admitted } from './stand-in.ts'
import type { UntoldCharges } from './untold-charges.ts'

/** So many are on their way at a time. */
const atOnce = 100

export interface BacklogParts {
  readonly clock: Clock
  readonly remote: RemoteStore
  readonly charges: UntoldCharges
}

/** What a store is to be told as soon as it can be asked again. */
export class Backlog {
  readonly #parts: BacklogParts
  /** Reservations of which nobody knows whether they were made. */
  readonly #doubtful = new Map<string, NonEmpty<Claims>>()
  /** Attempts that were admitted without the store, until it has taken them over. */
  readonly #toAdopt = new Map<string, Admitted>()
  /** Those of them that it was asked to take over: it may have. */
  readonly #asked = new Set<string>()
  /** Attempts that are over, of which the store knows, or will have to before. */
  readonly #ended = new Map<string, readonly Actual[]>()
  #telling: Promise<void> | undefined

  constructor(parts: BacklogParts) {
    this.#parts = parts
  }

  doubt(attemptId: string, options: NonEmpty<Claims>): void {
    this.#doubtful.set(attemptId, options)
  }

  isDoubtful = (attemptId: string): boolean => this.#doubtful.has(attemptId)

  /** An attempt that the store is to take over while it runs. */
  admitted(attemptId: string, admitted: Admitted): void {
    this.#toAdopt.set(attemptId, admitted)
  }

  /** What the store never heard of is only to be counted; the rest it is to settle. */
  ended(attemptId: string, actuals: readonly Actual[]): void {
    const admitted = this.#asked.has(attemptId) ? undefined : this.#toAdopt.get(attemptId)
    if (!admitted) this.#ended.set(attemptId, actuals)
    else {
      this.#toAdopt.delete(attemptId)
      this.#charge(admitted, actuals)
    }
  }

  get isEmpty(): boolean {
    const { charges } = this.#parts
    return this.#doubtful.size === 0 && this.#toAdopt.size === 0 && this.#ended.size === 0 && charges.isEmpty
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
    await inBatches(this.#doubtful, async ([attemptId, options]) => {
      await remote.cancel(attemptId, options)
      this.#doubtful.delete(attemptId)
    })
    await inBatches(this.#toAdopt, ([attemptId, admitted]) => this.#adopt(attemptId, admitted))
    await inBatches(this.#ended, async ([attemptId, actuals]) => {
      if (this.#toAdopt.has(attemptId)) return
      await remote.settle(attemptId, actuals)
      this.#ended.delete(attemptId)
    })
    await charges.tell((some) => remote.charge(some))
  }

  /** Not what is in doubt: to cancel it later would undo it. */
  async #adopt(attemptId: string, admitted: Admitted): Promise<void> {
    const { clock, remote } = this.#parts
    const { claims, atMs, expiresMs } = admitted
    if (this.isDoubtful(attemptId) || !this.#toAdopt.has(attemptId)) return
    const nowMs = clock.monotonicMs()
    if (expiresMs <= nowMs && !this.#asked.has(attemptId)) return this.ended(attemptId, [])
    this.#asked.add(attemptId)
    await remote.adopt(attemptId, claims, Math.max(0, expiresMs - nowMs), nowMs - atMs)
    this.#toAdopt.delete(attemptId)
    this.#asked.delete(attemptId)
  }

  /** What was reserved from then on, what it used beyond that from now on. */
  #charge({ claims, atMs }: Admitted, actuals: readonly Actual[]): void {
    const { clock, charges } = this.#parts
    for (const { key, amount, windowMs } of claims) {
      if (windowMs === undefined) continue
      const actual = actuals.find((one) => one.key === key)?.amount ?? amount
      charges.add(key, Math.min(actual, amount), atMs + windowMs)
      charges.add(key, actual - amount, clock.monotonicMs() + windowMs)
    }
  }
}

/** What there is by now, some at a time. */
async function inBatches<T>(all: Iterable<T>, step: (one: T) => Promise<void>): Promise<void> {
  const some = [...all]
  for (let at = 0; at < some.length; at += atOnce) await Promise.all(some.slice(at, at + atOnce).map(step))
}
