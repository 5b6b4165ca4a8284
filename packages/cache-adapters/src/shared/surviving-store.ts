import type {
  Actual,
  Cancel,
  Channel,
  Charge,
  Claims,
  Clock,
  Lease,
  NonEmpty,
  Reservation,
  SpentLease,
  StateStore,
  StoreReport,
} from '@turnout/core'
import { Backlog } from './backlog.ts'
import { Breaker } from './breaker.ts'
import type { RemoteStore } from './remote-store.ts'
import type { Part } from './share-of.ts'
import { type OnStoreError, StandIn } from './stand-in.ts'
import { UntoldCharges } from './untold-charges.ts'

/** How often to look whether a store that was lost is back. */
const probeEveryMs = 1_000
/** How soon a store that failed once is told what it missed. */
const tellInMs = 100
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
  readonly #charges: UntoldCharges
  readonly #standIn: StandIn
  readonly #backlog: Backlog
  readonly #breaker: Breaker
  readonly #listeners = new Set<(report: StoreReport) => void>()
  #lastReason = ''
  #report: StoreReport | undefined
  #risk: Promise<void> | undefined
  #timer: Cancel | undefined
  #isClosed = false

  constructor(remote: RemoteStore, options: SurvivingOptions) {
    this.#remote = remote
    this.#options = options
    const { clock, id, onStoreError, part } = options
    this.#charges = new UntoldCharges(clock, id)
    this.#standIn = new StandIn({
      ...{ clock, onStoreError, onAdmit: (attemptId, admitted) => this.#backlog.admitted(attemptId, admitted) },
      part: () => part(this.#breaker.openedMs ?? clock.monotonicMs()),
    })
    this.#backlog = new Backlog({ clock, remote, charges: this.#charges })
    if (remote.channel) this.channel = this.#counting(remote.channel)
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
    if (this.isLost || this.#isDecidedHere(attemptId)) return this.#standIn.reserve(attemptId, options, holdMs)
    return this.#remote.reserve(attemptId, options, holdMs).then(
      (answer) => {
        this.#breaker.success()
        if ('chosen' in answer) this.#standIn.hold(attemptId, options[answer.chosen] ?? [], holdMs)
        return answer
      },
      (error) => {
        this.#backlog.doubt(attemptId, options)
        this.#failed(error)
        return this.#standIn.reserve(attemptId, options, holdMs)
      },
    )
  }

  /** Nobody waits longer for it than for a place: what the store does not say in time, this instance says for itself. */
  async peek(claims: Claims): Promise<readonly number[]> {
    const taken = this.isLost ? undefined : await this.#try(() => this.#remote.peek(claims))
    return taken ?? this.#standIn.peek(claims)
  }

  async settle(attemptId: string, actuals: readonly Actual[]): Promise<void> {
    this.#standIn.release(attemptId)
    if (this.#standIn.settle(attemptId, actuals) || this.isLost) {
      this.#backlog.ended(attemptId, actuals)
      this.#tellSoon()
    } else
      await this.#try(
        () => this.#remote.settle(attemptId, actuals),
        () => this.#backlog.ended(attemptId, actuals),
      )
  }

  async lease(claims: Claims): Promise<readonly Lease[]> {
    const leases = (this.isLost ? undefined : await this.#try(() => this.#remote.lease(claims))) ?? []
    for (const { id, key, granted } of leases) {
      const claim = claims.find((one) => one.key === key)
      if (claim) this.#standIn.hold(id, [{ ...claim, amount: granted }], Infinity)
    }
    return leases
  }

  /** What cannot be given back now, the store frees by itself. */
  async giveBack(spent: readonly SpentLease[]): Promise<void> {
    this.#standIn.giveBack(spent)
    if (!this.isLost) await this.#try(() => this.#remote.giveBack(spent))
  }

  renew = async (leases: readonly Lease[]): Promise<readonly Lease[]> =>
    (this.isLost ? undefined : await this.#try(() => this.#remote.renew(leases))) ?? []

  async charge(charges: readonly Charge[]): Promise<void> {
    const nowMs = this.#options.clock.monotonicMs()
    for (const { key, amount, endsInMs } of charges) this.#charges.add(key, amount, nowMs + endsInMs)
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
    // Twice: what came while it was being told, too.
    for (let i = 0; i < 2 && !this.isLost && !this.#backlog.isEmpty; i++) await this.#try(() => this.#tell())
    await this.#remote.close()
  }

  /** Where there are no limits, only messages tell that the store is lost. */
  #counting = (channel: Channel): Channel => ({
    listen: (hear) => channel.listen(hear),
    publish: (snapshot) =>
      channel.publish(snapshot).then(
        () => this.#breaker.success(),
        (error: unknown) => {
          this.#failed(error)
          throw error
        },
      ),
  })

  /** The outcome, or undefined where it failed, which is noted. */
  async #try<T>(step: () => Promise<T>, onFailure?: () => void): Promise<T | undefined> {
    try {
      const outcome = await step()
      this.#breaker.success()
      return outcome
    } catch (error) {
      onFailure?.()
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
      this.#tellSoon()
      if (this.#report?.status === 'lost') this.#tellAll({ status: 'back', lostMs })
      this.#risk ??= this.#lookForRisk()
    } catch (error) {
      this.#stillLost(error)
    }
  }

  async #lookForRisk(): Promise<void> {
    const reason = await this.#options.riskOf?.().catch(() => undefined)
    if (reason !== undefined) for (const hear of this.#listeners) hear({ status: 'warned', reason })
  }

  #tell(): Promise<void> {
    this.#standIn.expire()
    return this.#backlog.tell()
  }

  #tellSoon(): void {
    if (this.isLost || this.#timer || this.#backlog.isEmpty) return
    this.#again(tellInMs, async () => {
      await this.#try(() => this.#tell())
      this.#tellSoon()
    })
  }

  /** A request waits for the store once at most, also where it asks twice. */
  #isDecidedHere = (attemptId: string): boolean =>
    this.#backlog.isDoubtful(attemptId) || this.#standIn.running.has(attemptId)

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
