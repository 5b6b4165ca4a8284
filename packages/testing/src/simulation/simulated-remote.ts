import type {
  Actual,
  Channel,
  Charge,
  Claims,
  Lease,
  NonEmpty,
  Reservation,
  SpentLease,
  StateStore,
} from '@turnout/core'
import type { Wire } from './wire.ts'

/** A store behind a wire: each step may fail or be late, and nobody knows then whether it was done. */
export class SimulatedRemote {
  readonly channel: Channel
  readonly #store: StateStore
  readonly #wire: Wire
  readonly #cancelled: Set<string>

  /** `cancelled`: of all instances. */
  constructor(store: StateStore, wire: Wire, channel: Channel, cancelled: Set<string>) {
    this.#store = store
    this.#wire = wire
    this.channel = channel
    this.#cancelled = cancelled
  }

  reserve = (id: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation> =>
    this.#wire.ask(() => (this.#cancelled.has(id) ? { earliestMs: 0 } : this.#store.reserve(id, options, holdMs)))

  settle = (id: string, actuals: readonly Actual[]): Promise<void> =>
    this.#wire.ask(() => this.#store.settle(id, actuals))

  peek = (claims: Claims): Promise<readonly number[]> =>
    this.#wire.ask(() => this.#store.peek?.(claims) ?? claims.map(() => 0))

  lease = (claims: Claims): Promise<readonly Lease[]> => this.#wire.ask(() => this.#store.lease(claims), true)
  giveBack = (spent: readonly SpentLease[]): Promise<void> => this.#wire.ask(() => this.#store.giveBack(spent))
  charge = (charges: readonly Charge[]): Promise<void> => this.#wire.ask(() => this.#store.charge(charges))
  renew = (leases: readonly Lease[]): Promise<readonly Lease[]> => this.#wire.ask(() => this.#store.renew(leases))

  /** Undoes a reservation of which nobody knows whether it was made, or still will be. */
  cancel = (id: string, options: NonEmpty<Claims>): Promise<void> =>
    this.#wire.ask(() => {
      this.#cancelled.add(id)
      return this.#store.settle(
        id,
        options.flat().map(({ key }) => ({ key, amount: 0 })),
      )
    })

  /** Takes over an attempt that was admitted without the store. */
  adopt = (id: string, claims: Claims, holdMs: number): Promise<void> =>
    this.#wire.ask(async () => {
      await this.#store.reserve(id, [claims.map((claim) => ({ ...claim, limit: Infinity }))], holdMs)
    })

  probe = (): Promise<void> => this.#wire.ask(() => {})
  close = async (): Promise<void> => {}
}
