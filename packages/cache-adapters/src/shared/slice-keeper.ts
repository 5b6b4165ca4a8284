import type { Cancel, Claim, Claims, Clock, SpentLease, StateStore } from '@turnout/core'
import { heldSliceMs } from '../slices.ts'
import { isOver, returned, type Slice, SlicedLimit, tickMs } from './sliced-limit.ts'

export interface SliceKeeperParts {
  readonly store: StateStore
  readonly clock: Clock
  /** Called now and then, before slices are looked after. */
  readonly onTick: (nowMs: number) => void
}

/** What is taken of a slice. */
export interface Share {
  readonly slice: Slice
  readonly claim: Claim
}

/** Looks after the slices of all limits, off the path of any request: takes what will be needed, renews, gives back. */
export class SliceKeeper {
  readonly #parts: SliceKeeperParts
  readonly #limits = new Map<string, SlicedLimit>()
  /** Slices whose time was over when something of them came back. */
  readonly #late = new Set<Slice>()
  #tick: Cancel | undefined
  #leasing: Promise<void> | undefined
  #isClosed = false

  constructor(parts: SliceKeeperParts) {
    this.#parts = parts
  }

  /** Somebody asks for all of these: what each can be taken of; undefined where one cannot. */
  slicesFor(claims: Claims, nowMs: number): readonly Share[] | undefined {
    let shares: Share[] | undefined = []
    for (const claim of claims) {
      const limit = this.#limitOf(claim)
      limit.see(claim)
      const slice = shares && limit.sliceFor(claim.amount, nowMs)
      if (slice) shares?.push({ slice, claim })
      else shares = undefined
    }
    this.#tickLater()
    return shares?.length === 0 ? undefined : shares
  }

  /** The same for somebody who has asked before. */
  slicesOf(claims: Claims, nowMs: number): readonly Share[] | undefined {
    const shares: Share[] = []
    for (const claim of claims) {
      const slice = this.sliceFor(claim.key, claim.amount, nowMs)
      if (!slice) return undefined
      shares.push({ slice, claim })
    }
    return shares.length === 0 ? undefined : shares
  }

  sliceFor = (key: string, amount: number, nowMs: number): Slice | undefined =>
    this.#limits.get(key)?.sliceFor(amount, nowMs)

  /** How much of this limit can be spent without asking. */
  unspent = (key: string, nowMs: number): number => this.#limits.get(key)?.roomAt(nowMs) ?? 0

  /** Somebody has to ask the store for want of slices: where many do, the next tick is too late. */
  hurry(claims: Claims): void {
    if (this.#leasing || this.#isClosed) return
    const nowMs = this.#parts.clock.monotonicMs()
    const wanted = claims.flatMap(({ key }) => this.#limits.get(key)?.wantsAtOnce(nowMs) ?? [])
    if (wanted.length > 0) this.#leasing = this.#lease(wanted)
  }

  putBack(slice: Slice, amount: number, nowMs: number): void {
    slice.spent -= amount
    if (!isOver(slice, nowMs)) return
    this.#late.add(slice)
    this.#tickLater()
  }

  /** Gives back everything that is not spent. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#tick?.()
    await this.#leasing
    const rest = [...this.#limits.values()].flatMap((limit) => limit.rest())
    await this.#giveBack([...this.#takeLate(), ...rest])
  }

  #limitOf(claim: Claim): SlicedLimit {
    let limit = this.#limits.get(claim.key)
    if (!limit) {
      limit = new SlicedLimit(claim)
      this.#limits.set(claim.key, limit)
    }
    return limit
  }

  #tickLater(): void {
    if (this.#isClosed || this.#tick) return
    this.#tick = this.#parts.clock.timer(tickMs, () => {
      this.#tick = undefined
      this.#lookAfter()
    })
  }

  #lookAfter(): void {
    const nowMs = this.#parts.clock.monotonicMs()
    this.#parts.onTick(nowMs)
    const wanted: Claim[] = []
    const spare: SpentLease[] = this.#takeLate()
    const ending: Slice[] = []
    for (const [key, limit] of this.#limits) {
      limit.appetite.tick()
      spare.push(...limit.spare(nowMs))
      ending.push(...limit.ending(nowMs + heldSliceMs / 2))
      const wants = limit.wants(nowMs)
      if (wants) wanted.push(wants)
      if (limit.isIdle) this.#limits.delete(key)
    }
    void this.#giveBack(spare)
    if (ending.length > 0) void this.#renew(ending)
    if (wanted.length > 0) this.#leasing ??= this.#lease(wanted)
    if (this.#limits.size > 0) this.#tickLater()
  }

  #takeLate(): SpentLease[] {
    const late = [...this.#late]
    this.#late.clear()
    return late.map((slice) => returned(slice, slice.lease.granted - slice.spent))
  }

  /** What cannot be given back, the store frees by itself. */
  async #giveBack(spent: readonly SpentLease[]): Promise<void> {
    if (spent.length > 0) await this.#parts.store.giveBack(spent).catch(() => {})
  }

  async #lease(wanted: Claims): Promise<void> {
    const leases = await this.#parts.store.lease(wanted).catch(() => [])
    const nowMs = this.#parts.clock.monotonicMs()
    const useless: SpentLease[] = []
    for (const asked of wanted) {
      const { key } = asked
      const limit = this.#limits.get(key)
      const lease = leases.find((one) => one.key === key)
      const isUseful = lease && limit && !this.#isClosed && !limit.isUseless(lease, asked)
      if (isUseful) limit.add(lease)
      else limit?.pause(nowMs)
      if (lease && !isUseful) useless.push({ lease, unused: lease.granted })
    }
    await this.#giveBack(useless)
    this.#leasing = undefined
  }

  async #renew(slices: readonly Slice[]): Promise<void> {
    const renewed = await this.#parts.store.renew(slices.map(({ lease }) => lease)).catch(() => [])
    for (const slice of slices) {
      const lease = renewed.find(({ id }) => id === slice.lease.id)
      if (lease) slice.lease = { ...slice.lease, useBeforeMs: lease.useBeforeMs }
    }
  }
}
