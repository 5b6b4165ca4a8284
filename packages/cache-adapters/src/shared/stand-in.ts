import type { Actual, Charge, Claim, Claims, Clock, NonEmpty, Reservation, StateStore } from '@turnout/core'
import { memoryStore } from '../memory/memory-store.ts'
import { type Part, shareOf } from './share-of.ts'

/** What limits are worth while the store is lost. */
export type OnStoreError = 'share' | 'open' | 'closed'

/** How soon to come back when nothing is known. */
const againMs = 1_000

type Untold = Omit<Charge, 'endsInMs'> & { readonly endsMs: number }

interface Admitted {
  readonly claims: Claims
  readonly atMs: number
  readonly expiresMs: number
}

export interface StandInOptions {
  readonly clock: Clock
  readonly onStoreError: OnStoreError
  /** This instance's part of every limit, now. */
  readonly part: () => Part
  readonly id: () => string
}

/**
 * Admits in the place of a store that is lost, and remembers what it admitted until the store has been told. Answers at
 * once.
 */
export class StandIn {
  /** Attempts that it admitted, and that run. */
  readonly running = new Map<string, Admitted>()
  readonly #options: StandInOptions
  readonly #limits: StateStore
  /** What the store does not know of yet, by limit and second. */
  readonly #untold = new Map<string, Untold>()
  /** What it is being told: the same until it has confirmed, so that nothing counts twice. */
  #telling: readonly Untold[] = []

  constructor(options: StandInOptions) {
    this.#options = options
    this.#limits = memoryStore(options.clock)
  }

  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation {
    const answer = this.#decide(attemptId, options, holdMs)
    const claims = 'chosen' in answer ? options[answer.chosen] : undefined
    if (!claims || this.running.has(attemptId)) return answer
    const atMs = this.#nowMs
    this.running.set(attemptId, { claims, atMs, expiresMs: atMs + holdMs })
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

  /** What was used beyond a reservation that the store made. */
  owe(charges: readonly Charge[]): void {
    const nowMs = this.#nowMs
    for (const { key, amount, endsInMs } of charges) this.#add(key, amount, nowMs + endsInMs)
  }

  /** What to tell the store; the same again until it is `told`. */
  untold(): readonly Charge[] {
    if (this.#telling.length === 0) {
      this.#telling = [...this.#untold.values()].filter(({ amount }) => amount !== 0)
      this.#untold.clear()
    }
    const nowMs = this.#nowMs
    this.#telling = this.#telling.filter(({ endsMs }) => endsMs > nowMs)
    return this.#telling.map(({ endsMs, ...charge }) => ({ ...charge, endsInMs: endsMs - nowMs }))
  }

  told(): void {
    this.#telling = []
  }

  get isEmpty(): boolean {
    return this.running.size === 0 && this.#untold.size === 0 && this.#telling.length === 0
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
    if (windowMs !== undefined) this.#add(key, amount, atMs + windowMs)
  }

  /** To the end of the second, which is a little longer than need be. */
  #add(key: string, amount: number, untilMs: number): void {
    const endsMs = Math.ceil(untilMs / 1_000) * 1_000
    const at = `${endsMs} ${key}`
    const known = this.#untold.get(at)
    this.#untold.set(at, { id: known?.id ?? this.#options.id(), key, amount: amount + (known?.amount ?? 0), endsMs })
  }

  get #nowMs(): number {
    return this.#options.clock.monotonicMs()
  }
}

const scaled = (claim: Claim, part: Part): Claim => ({ ...claim, limit: shareOf(claim.limit, part) })
