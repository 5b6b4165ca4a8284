import type { Actual, Claim, Claims, Clock, NonEmpty, Reservation, SpentLease } from '@turnout/core'
import { type MemoryStore, memoryStore } from '../memory/memory-store.ts'
import { type Part, shareOf } from './share-of.ts'

/** What limits are worth while the store is lost. */
export type OnStoreError = 'share' | 'open' | 'closed'

/** How soon to come back when nothing is known. */
const againMs = 1_000

/** An attempt that was admitted without the store. */
export interface Admitted {
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
  /** Hears of each attempt that it admits, once. */
  readonly onAdmit: (attemptId: string, admitted: Admitted) => void
}

/** Admits in the place of a store that is lost, at once. */
export class StandIn {
  /** Attempts that it admitted, and that run. */
  readonly running = new Map<string, Admitted>()
  readonly #options: StandInOptions
  readonly #limits: MemoryStore

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
    const atMs = this.#options.clock.monotonicMs()
    const admitted = { claims, chosen: answer.chosen, atMs, expiresMs: atMs + holdMs }
    this.running.set(attemptId, admitted)
    this.#options.onAdmit(attemptId, admitted)
    return answer
  }

  /** What may not be taken here: what is taken already, as far as this instance knows, and the parts of the others. */
  peek(claims: Claims): readonly number[] {
    const { onStoreError, part } = this.#options
    if (onStoreError === 'open') return claims.map(() => 0)
    const shares = part()
    const taken = this.#limits.peek(claims)
    return claims.map((claim, at) => {
      const mine = onStoreError === 'share' || isWhole(claim) ? scaled(claim, shares).limit : 0
      return claim.limit - mine + (taken[at] ?? 0)
    })
  }

  /** Whether it was one that it admitted. */
  settle(attemptId: string, actuals: readonly Actual[]): boolean {
    if (!this.running.delete(attemptId)) return false
    this.#limits.settle(attemptId, actuals).catch(() => {})
    return true
  }

  /** Places that this instance has of the store: they are taken here, too, whatever the limits say. */
  hold(id: string, claims: Claims, holdMs: number): void {
    const held = claims.flatMap((claim) => (claim.windowMs === undefined ? [{ ...claim, limit: Infinity }] : []))
    if (held.length > 0) void this.#limits.reserve(heldAs(id), [held], holdMs)
  }

  giveBack(spent: readonly SpentLease[]): void {
    const asHeld = spent.map(({ lease, unused }) => ({ lease: { ...lease, id: heldAs(lease.id) }, unused }))
    void this.#limits.giveBack(asHeld)
  }

  release(id: string): void {
    void this.#limits.settle(heldAs(id), [])
  }

  /** What nobody settled in time is over. */
  expire(): void {
    const nowMs = this.#options.clock.monotonicMs()
    for (const [attemptId, { expiresMs }] of this.running) if (expiresMs <= nowMs) this.running.delete(attemptId)
  }

  #decide(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation {
    const { onStoreError, part } = this.#options
    if (onStoreError === 'open') return { chosen: 0 }
    const shares = part()
    const mine = options.flatMap((claims, chosen) =>
      onStoreError === 'share' || claims.every(isWhole)
        ? [{ chosen, claims: claims.map((claim) => scaled(claim, shares)) }]
        : [],
    )
    const [first, ...rest] = mine.map(({ claims }) => claims)
    if (!first) return { earliestMs: againMs }
    const answer = this.#limits.reserve(attemptId, [first, ...rest], holdMs)
    if ('chosen' in answer) return { chosen: mine[answer.chosen]?.chosen ?? 0 }
    // What no share has room for may fit when the store is back.
    return answer.earliestMs === Infinity ? { earliestMs: againMs } : answer
  }
}

/** An attempt may have places of the store, and be admitted here, too. */
const heldAs = (id: string): string => `held ${id}`

const isWhole = ({ whole }: Claim): boolean => whole ?? false

const scaled = (claim: Claim, part: Part): Claim =>
  claim.whole ? claim : { ...claim, limit: shareOf(claim.limit, part) }
