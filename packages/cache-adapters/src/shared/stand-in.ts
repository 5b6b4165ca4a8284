import type { Actual, Claim, Claims, Clock, NonEmpty, Reservation, StateStore } from '@turnout/core'
import { memoryStore } from '../memory/memory-store.ts'
import { type Part, shareOf } from './share-of.ts'
import type { UntoldCharges } from './untold-charges.ts'

/** What limits are worth while the store is lost. */
export type OnStoreError = 'share' | 'open' | 'closed'

/** How soon to come back when nothing is known. */
const againMs = 1_000

interface Admitted {
  readonly claims: Claims
  readonly chosen: number
  readonly atMs: number
  readonly expiresMs: number
}

export interface StandInOptions {
  readonly clock: Clock
  readonly onStoreError: OnStoreError
  /** This instance's part of every limit, now. */
  readonly part: () => Part
  /** Where to note what it admits. */
  readonly charges: UntoldCharges
}

/** Admits in the place of a store that is lost, at once, and notes what the store is to be told of it. */
export class StandIn {
  /** Attempts that it admitted, and that run. */
  readonly running = new Map<string, Admitted>()
  readonly #options: StandInOptions
  readonly #limits: StateStore

  constructor(options: StandInOptions) {
    this.#options = options
    this.#limits = memoryStore(options.clock)
  }

  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation {
    const known = this.running.get(attemptId)
    if (known) return { chosen: known.chosen }
    const answer = this.#decide(attemptId, options, holdMs)
    const claims = 'chosen' in answer ? options[answer.chosen] : undefined
    if (!('chosen' in answer) || !claims) return answer
    const atMs = this.#nowMs
    this.running.set(attemptId, { claims, chosen: answer.chosen, atMs, expiresMs: atMs + holdMs })
    for (const claim of claims) this.#note(claim, claim.amount, atMs)
    return answer
  }

  settle(attemptId: string, actuals: readonly Actual[]): void {
    const admitted = this.running.get(attemptId)
    if (!admitted) return
    this.running.delete(attemptId)
    this.#limits.settle(attemptId, actuals).catch(() => {})
    for (const claim of admitted.claims) {
      const actual = actuals.find(({ key }) => key === claim.key)?.amount ?? claim.amount
      if (actual !== claim.amount)
        this.#note(claim, actual - claim.amount, actual > claim.amount ? this.#nowMs : admitted.atMs)
    }
  }

  #decide(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation {
    const { onStoreError, part } = this.#options
    if (onStoreError === 'open') return { chosen: 0 }
    if (onStoreError === 'closed') return { earliestMs: againMs }
    const shares = part()
    const [first, ...rest] = options.map((claims) => claims.map((claim) => scaled(claim, shares)))
    const answer = this.#limits.reserve(attemptId, [first ?? [], ...rest], holdMs)
    if (answer instanceof Promise) throw new TypeError('A store in memory answers at once.')
    // What no share has room for may fit when the store is back.
    return 'earliestMs' in answer && answer.earliestMs === Infinity ? { earliestMs: againMs } : answer
  }

  #note({ key, windowMs }: Claim, amount: number, atMs: number): void {
    if (windowMs !== undefined) this.#options.charges.add(key, amount, atMs + windowMs)
  }

  get #nowMs(): number {
    return this.#options.clock.monotonicMs()
  }
}

const scaled = (claim: Claim, part: Part): Claim => ({ ...claim, limit: shareOf(claim.limit, part) })
