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
  StateStore,
  StoreReport,
} from '@turnout/core'
import { Breaker } from './breaker.ts'
import type { RemoteStore } from './remote-store.ts'
import type { Part } from './share-of.ts'
import { type OnStoreError, StandIn } from './stand-in.ts'

/** How often to look whether a store that was lost is back. */
const probeEveryMs = 1_000
/** How soon a store that failed once is told what it missed. */
const tellInMs = 100
/** At most so many charges in one step. */
const mostAtOnce = 500

export interface SurvivingOptions {
  readonly clock: Clock
  readonly id: () => string
  readonly onStoreError: OnStoreError
  /** This instance's part of every limit, while it is on its own. */
  readonly part: (asOfMs: number) => Part
  /** What a failure is called in a report; never with a secret in it. */
  readonly reasonOf: (error: unknown) => string
  /** Why the store may not keep what it is to keep; undefined where it will. */
  readonly riskOf?: () => Promise<string | undefined>
  /** When the first connection was made, or could not be. Until then the store counts as lost, without a word. */
  readonly connected: Promise<unknown>
}

/**
 * A `StateStore` over one that may be lost. A request waits for it once at most; what fails, and everything after a few
 * failures, is decided here, by `onStoreError`. When the store is back it is first told what happened meanwhile.
 */
export class SurvivingStore implements StateStore {
  readonly channel?: Channel
  readonly ready: Promise<void>
  readonly #remote: RemoteStore
  readonly #options: SurvivingOptions
  readonly #standIn: StandIn
  readonly #breaker: Breaker
  readonly #listeners = new Set<(report: StoreReport) => void>()
  /** Reservations of which nobody knows whether they were made. */
  readonly #doubtful = new Map<string, NonEmpty<Claims>>()
  /** What the store could not be told. */
  readonly #unsettled = new Map<string, readonly Actual[]>()
  readonly #adopted = new Set<string>()
  #lastReason = ''
  #report: StoreReport | undefined
  #timer: Cancel | undefined
  #telling: Promise<void> | undefined
  #isClosed = false

  constructor(remote: RemoteStore, options: SurvivingOptions) {
    this.#remote = remote
    this.#options = options
    const { clock, id, onStoreError, part } = options
    this.#standIn = new StandIn({
      clock,
      id,
      onStoreError,
      part: () => part(this.#breaker.openedMs ?? clock.monotonicMs()),
    })
    if (remote.channel) this.channel = remote.channel
    this.#breaker = new Breaker(options.clock, () => this.#lost())
    this.#breaker.openedMs = options.clock.monotonicMs()
    this.ready = options.connected.then(
      () => this.#find(),
      (error) => this.#stillLost(error),
    )
  }

  /** Whether this instance is on its own. */
  get isLost(): boolean {
    return this.#breaker.openedMs !== undefined
  }

  reserve(attemptId: string, options: NonEmpty<Claims>, holdMs: number): Reservation | Promise<Reservation> {
    if (this.isLost) return this.#standIn.reserve(attemptId, options, holdMs)
    return this.#remote.reserve(attemptId, options, holdMs).then(
      (answer) => {
        this.#breaker.success()
        return answer
      },
      (error) => {
        this.#doubtful.set(attemptId, options)
        this.#failed(error)
        return this.#standIn.reserve(attemptId, options, holdMs)
      },
    )
  }

  async settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    if (this.#standIn.running.has(attemptId)) {
      this.#standIn.settle(attemptId, actuals)
      this.#tellSoon()
      if (!this.#adopted.delete(attemptId)) return
    }
    this.#unsettled.set(attemptId, actuals)
    if (this.isLost) return
    await this.#try(async () => {
      await this.#remote.settle(attemptId, actuals)
      this.#unsettled.delete(attemptId)
    })
  }

  lease = async (claims: Claims): Promise<readonly Lease[]> =>
    (this.isLost ? undefined : await this.#try(() => this.#remote.lease(claims))) ?? []

  /** What cannot be given back now, the store frees by itself. */
  async giveBack(spent: readonly SpentLease[]): Promise<void> {
    if (!this.isLost) await this.#try(() => this.#remote.giveBack(spent))
  }

  renew = async (leases: readonly Lease[]): Promise<readonly Lease[]> =>
    (this.isLost ? undefined : await this.#try(() => this.#remote.renew(leases))) ?? []

  async charge(charges: readonly Charge[]): Promise<void> {
    this.#standIn.owe(charges)
    this.#tellSoon()
  }

  watch(hear: (report: StoreReport) => void): Cancel {
    this.#listeners.add(hear)
    if (this.#report) hear(this.#report)
    return () => this.#listeners.delete(hear)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.()
    if (!this.isLost) await this.#try(() => this.#tell())
    await this.#remote.close()
  }

  /** The outcome, or undefined where it failed, which is noted. */
  async #try<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      const outcome = await step()
      this.#breaker.success()
      return outcome
    } catch (error) {
      this.#failed(error)
      return undefined
    }
  }

  #failed(error: unknown): void {
    this.#lastReason = this.#options.reasonOf(error)
    this.#breaker.failure()
    this.#tellSoon()
  }

  #lost(): void {
    this.#tellAll({ status: 'lost', reason: this.#lastReason })
    this.#again(probeEveryMs, () => this.#find())
  }

  #stillLost(error: unknown): void {
    this.#lastReason = this.#options.reasonOf(error)
    if (this.#report?.status !== 'lost') this.#tellAll({ status: 'lost', reason: this.#lastReason })
    this.#again(probeEveryMs, () => this.#find())
  }

  /** Is it back? Then it is told first, and asked again after. */
  async #find(): Promise<void> {
    try {
      await this.#remote.probe()
      await this.#tell()
      const lostMs = this.#options.clock.monotonicMs() - (this.#breaker.openedMs ?? 0)
      this.#breaker.close()
      if (!this.#standIn.isEmpty) this.#tellSoon()
      if (this.#report?.status === 'lost') this.#tellAll({ status: 'back', lostMs })
      else void this.#lookForRisk()
    } catch (error) {
      this.#stillLost(error)
    }
  }

  async #lookForRisk(): Promise<void> {
    const reason = await this.#options.riskOf?.()
    if (reason !== undefined) for (const hear of this.#listeners) hear({ status: 'warned', reason })
  }

  #tellSoon(): void {
    if (!this.isLost && this.#timer === undefined) this.#again(tellInMs, () => void this.#try(() => this.#tell()))
  }

  #tell(): Promise<void> {
    this.#telling ??= this.#tellEverything().finally(() => {
      this.#telling = undefined
    })
    return this.#telling
  }

  /** Each step may be done twice, and counts once. */
  async #tellEverything(): Promise<void> {
    for (const [attemptId, options] of this.#doubtful) {
      await this.#remote.cancel(attemptId, options)
      this.#doubtful.delete(attemptId)
    }
    for (const [attemptId, actuals] of this.#unsettled) {
      await this.#remote.settle(attemptId, actuals)
      this.#unsettled.delete(attemptId)
    }
    await this.#adoptRunning()
    for (let charges = this.#standIn.untold(); charges.length > 0; charges = this.#standIn.untold()) {
      for (let at = 0; at < charges.length; at += mostAtOnce)
        await this.#remote.charge(charges.slice(at, at + mostAtOnce))
      this.#standIn.told()
    }
  }

  async #adoptRunning(): Promise<void> {
    const nowMs = this.#options.clock.monotonicMs()
    for (const [attemptId, { claims, expiresMs }] of this.#standIn.running) {
      const held = claims.filter(isHeld)
      if (held.length === 0 || this.#adopted.has(attemptId)) continue
      this.#adopted.add(attemptId)
      await this.#remote.adopt(attemptId, held, expiresMs - nowMs)
    }
  }

  #again(inMs: number, run: () => void): void {
    this.#timer?.()
    if (this.#isClosed) return
    this.#timer = this.#options.clock.timer(inMs, () => {
      this.#timer = undefined
      run()
    })
  }

  #tellAll(report: StoreReport): void {
    this.#report = report
    for (const hear of this.#listeners) hear(report)
  }
}

const isHeld = ({ windowMs }: Claim): boolean => windowMs === undefined
