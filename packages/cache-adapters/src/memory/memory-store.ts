import {
  type Actual,
  type Claim,
  type Claims,
  type Clock,
  type Lease,
  type NonEmpty,
  Passing,
  type Reservation,
  type SpentLease,
  type StateStore,
} from '@turnout/core'
import { granted, heldSliceMs, sliceMs } from '../slices.ts'
import { type Bucket, Window } from './window.ts'

/** How often windows in which nothing counts are let go of. */
const tidyEveryMs = 10_000

interface Taken {
  readonly claim: Claim
  /** Where a windowed claim counts; a held one has neither. */
  readonly window: Window | undefined
  readonly bucket: Bucket | undefined
}

/** A slice of a window, and how much of it has not been given back. */
interface Sliced {
  readonly window: Window
  readonly bucket: Bucket
  amount: number
}

interface Held {
  readonly claims: readonly Taken[]
  readonly chosen: number
  readonly expiresMs: number
}

/** It answers at once. */
export interface MemoryStore extends StateStore {
  reserve(...asked: Parameters<StateStore['reserve']>): Reservation
  peek(claims: Claims): readonly number[]
}

const first: Reservation = { chosen: 0 }
const done = Promise.resolve()

/** A `StateStore` for one process: exact, synchronous inside, forgotten when the process ends. */
export function memoryStore(clock: Clock): MemoryStore {
  const windows = new Map<string, Window>()
  const held = new Map<string, number>()
  const reservations = new Passing<Held>()
  const leases = new Map<string, Sliced>()
  /** Until when each counts. */
  const charged = new Map<string, number>()
  let leaseCount = 0
  let earliestExpiryMs = Infinity
  let tidyMs = -Infinity

  const windowOf = (key: string): Window => {
    let window = windows.get(key)
    if (!window) {
      window = new Window()
      windows.set(key, window)
    }
    return window
  }

  const usedOf = ({ key, windowMs }: Claim, nowMs: number): number =>
    windowMs === undefined ? (held.get(key) ?? 0) : (windows.get(key)?.used(nowMs) ?? 0)

  /** How long until a claim can fit; 0: it fits, or may at any moment. */
  const waitFor = ({ key, amount, limit, windowMs }: Claim, nowMs: number): number => {
    const room = limit - amount
    if (windowMs === undefined) return room < 0 ? Infinity : 0
    return windowOf(key).msUntil(room, nowMs)
  }

  const take = (claim: Claim, nowMs: number): Taken => {
    if (claim.windowMs !== undefined) {
      const window = windowOf(claim.key)
      return { claim, window, bucket: window.add(nowMs + claim.windowMs, claim.amount) }
    }
    held.set(claim.key, (held.get(claim.key) ?? 0) + claim.amount)
    return { claim, window: undefined, bucket: undefined }
  }

  const hold = (id: string, claims: readonly Taken[], chosen: number, expiresMs: number): void => {
    reservations.set(id, { claims, chosen, expiresMs })
    earliestExpiryMs = Math.min(earliestExpiryMs, expiresMs)
  }

  const release = (attemptId: string): Held | undefined => {
    const reservation = reservations.get(attemptId)
    if (!reservation) return undefined
    reservations.delete(attemptId)
    for (const { claim } of reservation.claims) {
      if (claim.windowMs !== undefined) continue
      held.set(claim.key, Math.max(0, (held.get(claim.key) ?? 0) - claim.amount))
    }
    return reservation
  }

  /** Only where something may have expired, or windows have been left for a while. */
  const sweep = (nowMs: number): void => {
    if (nowMs >= earliestExpiryMs) {
      earliestExpiryMs = Infinity
      for (const [attemptId, { expiresMs }] of reservations.entries())
        if (expiresMs <= nowMs) release(attemptId)
        else earliestExpiryMs = Math.min(earliestExpiryMs, expiresMs)
    }
    if (nowMs < tidyMs) return
    tidyMs = nowMs + tidyEveryMs
    for (const [id, { bucket }] of leases) if (bucket.endsMs <= nowMs) leases.delete(id)
    for (const [id, untilMs] of charged) if (untilMs <= nowMs) charged.delete(id)
    for (const [key, amount] of held) if (amount === 0) held.delete(key)
    for (const [key, window] of windows) if (window.isEmpty(nowMs)) windows.delete(key)
  }

  const fits = (claims: Claims, nowMs: number): boolean => {
    for (const claim of claims) if (usedOf(claim, nowMs) > claim.limit - claim.amount) return false
    return true
  }

  const firstFitting = (options: NonEmpty<Claims>, nowMs: number): Reservation => {
    let earliestMs = Infinity
    for (const [chosen, claims] of options.entries()) {
      if (fits(claims, nowMs)) return { chosen }
      earliestMs = Math.min(earliestMs, Math.max(...claims.map((claim) => waitFor(claim, nowMs))))
    }
    return { earliestMs }
  }

  const leaseOf = (claim: Claim, nowMs: number): Lease | undefined => {
    sweep(nowMs)
    const { key, windowMs } = claim
    const windowed = windowMs === undefined ? undefined : windowOf(key)
    const amount = granted(claim, usedOf(claim, nowMs))
    if (amount === 0) return undefined
    const useBeforeMs = nowMs + (windowed ? sliceMs : heldSliceMs)
    const lease = { id: `lease-${++leaseCount}`, key, granted: amount, useBeforeMs }
    if (windowed) {
      const bucket = windowed.add(useBeforeMs + (windowMs ?? 0), amount)
      leases.set(lease.id, { window: windowed, bucket, amount })
    } else hold(lease.id, [take({ ...claim, amount }, nowMs)], 0, useBeforeMs)
    return lease
  }

  const takeBack = ({ lease: { id, granted: amount }, unused }: SpentLease, nowMs: number): void => {
    const sliced = leases.get(id)
    if (sliced?.amount === amount) {
      sliced.window.change(sliced.bucket, -unused, nowMs)
      sliced.amount -= unused
    }
    const { claims: [kept] = [], expiresMs = 0 } = reservations.get(id) ?? {}
    if (kept?.claim.amount !== amount) return
    release(id)
    const claim = { ...kept.claim, amount: amount - unused }
    if (claim.amount > 0) hold(id, [take(claim, nowMs)], 0, expiresMs)
  }

  return {
    reserve(attemptId, options, holdMs) {
      const known = reservations.get(attemptId)
      if (known) return { chosen: known.chosen }
      const nowMs = clock.monotonicMs()
      let answer: Reservation = first
      if (!fits(options[0], nowMs)) {
        sweep(nowMs)
        answer = firstFitting(options, nowMs)
      }
      if ('chosen' in answer) {
        const claims = (options[answer.chosen] ?? []).map((claim) => take(claim, nowMs))
        hold(attemptId, claims, answer.chosen, nowMs + holdMs)
      }
      return answer
    },
    peek(claims) {
      const nowMs = clock.monotonicMs()
      sweep(nowMs)
      return claims.map((claim) => usedOf(claim, nowMs))
    },
    settle(attemptId, actuals: readonly Actual[]) {
      const nowMs = clock.monotonicMs()
      for (const { claim, window, bucket } of release(attemptId)?.claims ?? []) {
        const actual = actuals.find(({ key }) => key === claim.key)
        if (!window || !bucket || !actual) continue
        const debt = actual.amount - claim.amount
        if (debt <= 0) window.change(bucket, debt, nowMs)
        else windowOf(claim.key).add(nowMs + (claim.windowMs ?? 0), debt)
      }
      return done
    },
    lease: async (claims) => claims.flatMap((claim) => leaseOf(claim, clock.monotonicMs()) ?? []),
    async giveBack(spent) {
      for (const one of spent) takeBack(one, clock.monotonicMs())
    },
    async charge(charges) {
      const nowMs = clock.monotonicMs()
      for (const { id, key, amount, endsInMs } of charges) {
        if (charged.has(id) || endsInMs <= 0) continue
        charged.set(id, nowMs + endsInMs)
        windowOf(key).add(nowMs + endsInMs, amount)
      }
    },
    async renew(renewed) {
      const nowMs = clock.monotonicMs()
      const useBeforeMs = nowMs + heldSliceMs
      return renewed.map((lease) => {
        const { id, key, granted: amount } = lease
        release(id)
        hold(id, [take({ key, amount, limit: amount }, nowMs)], 0, useBeforeMs)
        return { ...lease, useBeforeMs }
      })
    },
    async close() {
      reservations.clear()
      windows.clear()
      held.clear()
      leases.clear()
      charged.clear()
    },
  }
}
