import type { Actual, Claim, Claims, Lease, NonEmpty, Reservation, SpentLease } from '@turnout/core'

interface Entry {
  readonly key: string
  readonly windowed: boolean
  amount: number
  untilMs: number
}

interface Attempt {
  readonly id: string
  readonly chosen: number
  readonly claims: Claims
  readonly entries: readonly Entry[]
  readonly expiresMs: number
}

/** A slice of a limit, and what counts for it. */
interface Slice {
  lease: Lease
  readonly entry: Entry
}

/** What a `StateStore` promises in its simplest form: lists that are added up. */
export class StoreModel {
  readonly #entries: Entry[] = []
  attempts: Attempt[] = []
  slices: Slice[] = []

  used = (key: string, atMs: number): number =>
    this.#entries.filter((one) => one.key === key && one.untilMs > atMs).reduce((sum, { amount }) => sum + amount, 0)

  running = (nowMs: number): readonly Attempt[] => this.attempts.filter(({ expiresMs }) => expiresMs > nowMs)

  reserve(id: string, options: NonEmpty<Claims>, nowMs: number, holdMs: number): Reservation {
    const chosen = options.findIndex((claims) =>
      claims.every(({ key, amount, limit }) => this.used(key, nowMs) + amount <= limit),
    )
    if (chosen === -1) return { earliestMs: Math.min(...options.map((claims) => this.#waitFor(claims, nowMs))) }
    const claims = options[chosen] ?? []
    const entries = claims.map((claim) => this.#add(claim, claim.amount, nowMs + (claim.windowMs ?? holdMs)))
    this.attempts.push({ id, chosen, claims, entries, expiresMs: nowMs + holdMs })
    return { chosen }
  }

  settle(id: string, actuals: readonly Actual[], nowMs: number): void {
    const attempt = this.running(nowMs).find((one) => one.id === id)
    this.attempts = this.attempts.filter((one) => one !== attempt)
    for (const entry of attempt?.entries ?? []) {
      const actual = actuals.find(({ key }) => key === entry.key)?.amount ?? entry.amount
      if (!entry.windowed) entry.untilMs = -Infinity
      else if (actual <= entry.amount) entry.amount = actual
      else {
        const windowMs = attempt?.claims.find(({ key }) => key === entry.key)?.windowMs ?? 0
        this.#entries.push({ ...entry, amount: actual - entry.amount, untilMs: nowMs + windowMs })
      }
    }
  }

  /** Another process, that knows of none: what counts goes on counting, until its end. */
  restart(): void {
    this.attempts = []
    this.slices = []
  }

  /** What of a limit may be granted as one slice. */
  most = ({ key, amount, limit }: Claim, nowMs: number): number =>
    Math.max(0, Math.min(amount, Math.floor((limit - this.used(key, nowMs)) / 8)))

  lease(claim: Claim, lease: Lease): void {
    this.slices.push({ lease, entry: this.#add(claim, lease.granted, lease.useBeforeMs + (claim.windowMs ?? 0)) })
  }

  giveBack({ lease, unused }: SpentLease): void {
    const slice = this.slices.find((one) => one.lease === lease)
    if (!slice) return
    slice.entry.amount -= unused
    this.slices = this.slices.filter((one) => one !== slice)
    const left = slice.entry.amount
    if (!slice.entry.windowed && left > 0) this.slices.push({ entry: slice.entry, lease: { ...lease, granted: left } })
  }

  #add({ key, windowMs }: Claim, amount: number, untilMs: number): Entry {
    const entry = { key, windowed: windowMs !== undefined, amount, untilMs }
    this.#entries.push(entry)
    return entry
  }

  #waitFor(claims: Claims, nowMs: number): number {
    const times = [nowMs, ...this.#entries.map(({ untilMs }) => untilMs).filter((atMs) => atMs > nowMs)]
    const waits = claims.map(({ key, amount, limit, windowMs }) => {
      if (windowMs === undefined) return amount > limit ? Infinity : 0
      return Math.min(...times.filter((atMs) => this.used(key, atMs) + amount <= limit)) - nowMs
    })
    return Math.max(...waits)
  }
}
