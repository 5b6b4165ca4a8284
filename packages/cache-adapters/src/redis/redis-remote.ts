import type {
  Actual,
  Cancel,
  Channel,
  Charge,
  Claim,
  Claims,
  Clock,
  Lease,
  NonEmpty,
  Reservation,
  SpentLease,
} from '@turnout/core'
import type { RemoteStore } from '../shared/remote-store.ts'
import { heldSliceMs, sliceMs } from '../slices.ts'
import { byTag } from './by-tag.ts'
import { heldMs } from './held.ts'
import { tagOf } from './key-list.ts'
import type { RedisLimits } from './redis-limits.ts'

/** Three times in that. */
const holdEveryMs = 5_000
/** A command that was lost on its way may still arrive after so long. */
const cancelMs = 120_000

interface Live {
  readonly claims: Claims
  readonly expiresMs: number
  /** It is to be settled, and no longer held. */
  ended: boolean
}

export interface RedisRemoteParts {
  readonly limits: RedisLimits
  readonly clock: Clock
  /** Unique, also across processes. */
  readonly id: () => string
  readonly channel?: Channel
  readonly close: () => Promise<void>
}

/** A `StateStore` in Redis. Knows the attempts of this process, and holds their places as long as they run. */
export class RedisRemote implements RemoteStore {
  readonly channel?: Channel
  readonly #parts: RedisRemoteParts
  readonly #live = new Map<string, Live>()
  #holding: Cancel | undefined
  #latestKey = 'probe'

  constructor(parts: RedisRemoteParts) {
    this.#parts = parts
    if (parts.channel) this.channel = parts.channel
  }

  async reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation> {
    const ms = Math.min(holdMs, heldMs)
    this.#latestKey = options[0][0]?.key ?? this.#latestKey
    const answer = await this.#reserve(attemptId, options, ms)
    const claims = 'chosen' in answer ? options[answer.chosen] : undefined
    if (claims) this.#keep(attemptId, claims, holdMs)
    return answer
  }

  /** Tags at once, so that it takes as long as one. */
  async peek(claims: Claims): Promise<readonly number[]> {
    const taken = new Map<string, number>()
    const look = async (group: Claims): Promise<void> => {
      const amounts = await this.#parts.limits.peek(group)
      for (const [at, { key }] of group.entries()) taken.set(key, amounts[at] ?? 0)
    }
    await Promise.all(byTag(claims, ({ key }) => key).map(look))
    return claims.map(({ key }) => taken.get(key) ?? 0)
  }

  async settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    const live = this.#live.get(attemptId)
    if (!live || live.expiresMs <= this.#nowMs) return void this.#live.delete(attemptId)
    live.ended = true
    const settled = live.claims.map((claim) => ({
      claim,
      actual: actuals.find(({ key }) => key === claim.key)?.amount,
    }))
    const changed = settled.filter(
      ({ claim, actual }) => claim.windowMs === undefined || (actual !== undefined && actual !== claim.amount),
    )
    for (const group of byTag(changed, ({ claim }) => claim.key)) await this.#parts.limits.settle(attemptId, group)
    this.#live.delete(attemptId)
  }

  async cancel(attemptId: string, options: NonEmpty<Claims>): Promise<void> {
    const settled = options.flat().map((claim) => ({ claim, actual: 0 }))
    for (const group of byTag(settled, ({ claim }) => claim.key))
      await this.#parts.limits.settle(attemptId, group, cancelMs)
  }

  async adopt(attemptId: string, claims: Claims, holdMs: number, agoMs: number): Promise<void> {
    this.#keep(attemptId, claims, holdMs)
    const endsInMs = ({ windowMs }: Claim) => (windowMs === undefined ? Math.min(holdMs, heldMs) : windowMs - agoMs)
    await this.#put(claims.map((claim) => entryOf(attemptId, claim, endsInMs(claim))))
  }

  async lease(claims: Claims): Promise<readonly Lease[]> {
    const leases: Lease[] = []
    for (const group of byTag(claims, ({ key }) => key)) {
      const askedMs = this.#nowMs
      const slices = group.map((claim) => ({ id: this.#parts.id(), claim, endsInMs: countsFor(claim) }))
      const granted = await this.#parts.limits.lease(slices)
      for (const [index, { id, claim }] of slices.entries()) {
        const amount = granted[index] ?? 0
        const useBeforeMs = askedMs + (claim.windowMs === undefined ? heldSliceMs : sliceMs)
        if (amount > 0) leases.push({ id, key: claim.key, granted: amount, useBeforeMs })
      }
    }
    return leases
  }

  async giveBack(spent: readonly SpentLease[]): Promise<void> {
    const unspent = spent.flatMap(({ lease: { id, key, granted }, unused }) =>
      unused > 0 ? [{ id, key, granted, unused }] : [],
    )
    for (const group of byTag(unspent, ({ key }) => key)) await this.#parts.limits.giveBack(group)
  }

  charge = (charges: readonly Charge[]): Promise<void> => this.#put(charges)

  async renew(leases: readonly Lease[]): Promise<readonly Lease[]> {
    const useBeforeMs = this.#nowMs + heldSliceMs
    await this.#put(leases.map(({ id, key, granted }) => ({ id, key, amount: granted, endsInMs: heldSliceMs })))
    return leases.map((lease) => ({ ...lease, useBeforeMs }))
  }

  probe = (): Promise<void> =>
    this.#put([{ id: 'probe', key: `${tagOf(this.#latestKey)}:probe`, amount: 0, endsInMs: sliceMs }])

  async close(): Promise<void> {
    this.#holding?.()
    this.#live.clear()
    await this.#parts.close()
  }

  /** Options of one tag in one step; others one by one, and what was taken of one that does not fit is given back. */
  async #reserve(attemptId: string, options: NonEmpty<Claims>, ms: number): Promise<Reservation> {
    const { limits } = this.#parts
    if (byTag(options.flat(), ({ key }) => key).length <= 1) return limits.reserve(attemptId, options, ms)
    let earliestMs = Infinity
    for (const [chosen, option] of options.entries()) {
      const taken: Claim[] = []
      let waitMs: number | undefined
      for (const group of byTag(option, ({ key }) => key)) {
        const answer = await limits.reserve(attemptId, [group], ms)
        if ('chosen' in answer) taken.push(...group)
        else waitMs = answer.earliestMs
        if (waitMs !== undefined) break
      }
      if (waitMs === undefined) return { chosen }
      earliestMs = Math.min(earliestMs, waitMs)
      const nothing = taken.map((claim) => ({ claim, actual: 0 }))
      for (const group of byTag(nothing, ({ claim }) => claim.key)) await limits.settle(attemptId, group)
    }
    return { earliestMs }
  }

  async #put(entries: readonly Charge[]): Promise<void> {
    for (const group of byTag(entries, ({ key }) => key)) await this.#parts.limits.put(group)
  }

  #keep(attemptId: string, claims: Claims, holdMs: number): void {
    this.#live.set(attemptId, { claims, expiresMs: this.#nowMs + holdMs, ended: false })
    this.#holding ??= this.#parts.clock.timer(holdEveryMs, () => this.#hold())
  }

  /** Before the places of running attempts come back by themselves. A failure is made good by the next time. */
  #hold(): void {
    const nowMs = this.#nowMs
    for (const [attemptId, { expiresMs }] of this.#live) if (expiresMs <= nowMs) this.#live.delete(attemptId)
    this.#holding = this.#live.size > 0 ? this.#parts.clock.timer(holdEveryMs, () => this.#hold()) : undefined
    const held = [...this.#live].flatMap(([attemptId, { claims, expiresMs, ended }]) =>
      ended ? [] : claims.filter(isHeld).map((claim) => entryOf(attemptId, claim, Math.min(heldMs, expiresMs - nowMs))),
    )
    this.#put(held).catch(() => {})
  }

  get #nowMs(): number {
    return this.#parts.clock.monotonicMs()
  }
}

const isHeld = ({ windowMs }: Claim): boolean => windowMs === undefined

/** A slice of a window may be spent until its end, and counts a whole window from there. */
const countsFor = ({ windowMs }: Claim): number => (windowMs === undefined ? heldSliceMs : sliceMs + windowMs)

const entryOf = (id: string, { key, amount }: Claim, endsInMs: number): Charge => ({ id, key, amount, endsInMs })
