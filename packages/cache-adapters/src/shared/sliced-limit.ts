import type { Claim, Lease, SpentLease } from '@turnout/core'
import { sliceShare } from '../slices.ts'
import { Appetite } from './appetite.ts'

/** How often slices are looked after. */
export const tickMs = 100

/** Slices are worth their while from so many attempts a tick on, more than a lone one, and where they serve so many. */
const fewestAttempts = 0.5
const fewestServed = 4
/** A slice is to last for about so many ticks; the first of a burst, of which one cannot know yet how large it is, for more. */
const lastsTicks = 8
const burstLastsTicks = 64

/** Where slices are too small, it takes a while until they are larger. */
const pauseMs = 1_000

/** A slice, and what is taken of it. */
export interface Slice {
  lease: Lease
  spent: number
  /** The limit has fallen since: nothing of it is to be spent any more. */
  isVoid: boolean
}

/** The slices that this process has of one limit, and what to do about them. */
export class SlicedLimit {
  readonly appetite = new Appetite()
  readonly isHeld: boolean
  readonly #slices: Slice[] = []
  #claim: Claim
  #asksFromMs = -Infinity

  constructor(claim: Claim) {
    this.#claim = claim
    this.isHeld = claim.windowMs === undefined
  }

  /** One that has room for it, and may still be spent. */
  sliceFor(amount: number, nowMs: number): Slice | undefined {
    for (const slice of this.#slices)
      if (slice.lease.granted - slice.spent >= amount && !isOver(slice, nowMs)) return slice
    return undefined
  }

  /** The limit may have changed since. Where it fell, slices of what it was are not worth what they say. */
  see(claim: Claim): void {
    if (claim.limit < this.#claim.limit) for (const slice of this.#slices) slice.isVoid = true
    if (claim.limit !== this.#claim.limit) this.#claim = claim
    this.appetite.note(claim.amount)
  }

  add(lease: Lease): void {
    this.#slices.push({ lease, spent: 0, isVoid: false })
  }

  /** What to ask for, so that the next ticks need not ask; undefined: nothing. */
  wants(nowMs: number, ticks = lastsTicks): Claim | undefined {
    const { attempts, amount, largest } = this.appetite
    const worthwhile = largest * fewestServed
    if (attempts < fewestAttempts || nowMs < this.#asksFromMs || this.#claim.limit < worthwhile * sliceShare)
      return undefined
    const room = this.roomAt(nowMs + 2 * tickMs)
    if (room > 3 * amount && room >= largest) return undefined
    return { ...this.#claim, amount: Math.ceil(Math.max(amount * ticks - room, worthwhile)) }
  }

  /** Near the limit slices are too small to be worth it; and the limit may have fallen since it was asked for. */
  isUseless = (lease: Lease, asked: Claim): boolean =>
    lease.granted < this.appetite.largest * fewestServed || asked.limit > this.#claim.limit

  /** Places are taken one by one for a while. */
  pause(nowMs: number): void {
    this.#asksFromMs = nowMs + pauseMs
  }

  /** What to ask for before the next tick, because many ask one by one by now; undefined: nothing. */
  wantsAtOnce(nowMs: number): Claim | undefined {
    return this.appetite.attemptsNow < fewestServed ? undefined : this.wants(nowMs, burstLastsTicks)
  }

  /** What is over, or not needed any more. A held slice stays as long as something of it is in use. */
  spare(nowMs: number): readonly SpentLease[] {
    const { attempts, amount } = this.appetite
    const isIdle = attempts < fewestAttempts / 2
    const enough = isIdle ? 0 : this.isHeld ? Math.ceil(amount * lastsTicks) : Infinity
    let kept = this.roomAt(nowMs) > 2 * enough ? enough : Infinity
    const spare: SpentLease[] = []
    for (const slice of [...this.#slices]) {
      const isUseless = isOver(slice, nowMs)
      const unused = slice.lease.granted - slice.spent
      const keeps = isUseless ? 0 : Math.min(unused, kept)
      kept -= keeps
      if (unused > keeps) spare.push(returned(slice, unused - keeps))
      const isDone = slice.lease.granted === 0 || (isUseless && !this.isHeld)
      if (isDone) this.#slices.splice(this.#slices.indexOf(slice), 1)
    }
    return spare
  }

  /** Held slices that are in use or wanted, and end soon. */
  ending(beforeMs: number): readonly Slice[] {
    if (!this.isHeld) return []
    return this.#slices.filter(({ lease }) => lease.granted > 0 && lease.useBeforeMs < beforeMs)
  }

  /** Everything that was not spent. */
  rest(): readonly SpentLease[] {
    return this.#slices.splice(0).map((slice) => returned(slice, slice.lease.granted - slice.spent))
  }

  /** What of its slices can still be spent then. */
  roomAt = (atMs: number): number => this.#slices.reduce((sum, slice) => sum + roomOf(slice, atMs), 0)

  get isIdle(): boolean {
    return this.#slices.length === 0 && this.appetite.attempts < 0.01
  }
}

/** Whether nothing of it may be spent any more. */
export const isOver = ({ lease, isVoid }: Slice, atMs: number): boolean => isVoid || lease.useBeforeMs <= atMs

const roomOf = (slice: Slice, atMs: number): number => (isOver(slice, atMs) ? 0 : slice.lease.granted - slice.spent)

/** The slice is smaller from now on. */
export function returned(slice: Slice, unused: number): SpentLease {
  const { lease } = slice
  slice.lease = { ...lease, granted: lease.granted - unused }
  return { lease, unused }
}
