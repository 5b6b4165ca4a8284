import type {
  Actual,
  Cancel,
  Channel,
  Charge,
  Claims,
  Clock,
  Json,
  JsonObject,
  Lease,
  NonEmpty,
  Reservation,
  SpentLease,
  StateStore,
} from '@turnout/core'
import { leaseMessage, readLease, readList, readNumber, readObject, readText } from './read-message.ts'
import type { Wire } from './wire.ts'
import { WorkerChannel } from './worker-channel.ts'

/**
 * A `StateStore` that asks the one of the primary. Only who has to know the answer waits for it: messages arrive in
 * order, so a place that is given back is free for whatever is asked after.
 */
export class WorkerStore implements StateStore {
  readonly channel: Channel
  readonly #wire: Wire
  readonly #clock: Clock
  readonly #stopListening: Cancel
  readonly #waiting = new Map<number, PromiseWithResolvers<Json | undefined>>()
  #asked = 0

  constructor(wire: Wire, clock: Clock) {
    this.#wire = wire
    this.#clock = clock
    this.channel = new WorkerChannel(wire)
    this.#stopListening = wire.listen((message) => this.#hear(message))
  }

  async reserve(id: string, options: NonEmpty<Claims>, holdMs: number): Promise<Reservation> {
    const { chosen, earliestMs } = readObject(await this.#ask({ store: 'reserve', id, options, holdMs }))
    if (chosen !== undefined) return { chosen: readNumber(chosen) }
    return { earliestMs: earliestMs === null ? Infinity : readNumber(earliestMs) }
  }

  async peek(claims: Claims): Promise<readonly number[]> {
    return readList(await this.#ask({ store: 'peek', claims }), readNumber)
  }

  async settle(id: string, actuals: readonly Actual[]): Promise<void> {
    this.#wire.send({ store: 'settle', id, actuals })
  }

  async lease(claims: Claims): Promise<readonly Lease[]> {
    const askedMs = this.#clock.monotonicMs()
    return readList(await this.#ask({ store: 'lease', claims }), (one) => readLease(one, askedMs))
  }

  async giveBack(spent: readonly SpentLease[]): Promise<void> {
    const nowMs = this.#clock.monotonicMs()
    const told = spent.map(({ lease, unused }) => ({ lease: leaseMessage(lease, nowMs), unused }))
    this.#wire.send({ store: 'give-back', spent: told })
  }

  async charge(charges: readonly Charge[]): Promise<void> {
    this.#wire.send({ store: 'charge', charges })
  }

  async renew(leases: readonly Lease[]): Promise<readonly Lease[]> {
    const nowMs = this.#clock.monotonicMs()
    const told = leases.map((lease) => leaseMessage(lease, nowMs))
    return readList(await this.#ask({ store: 'renew', leases: told }), (one) => readLease(one, nowMs))
  }

  /** When everything that was said has been heard. */
  async close(): Promise<void> {
    await this.#ask({ store: 'close' })
    this.#stopListening()
  }

  #ask(question: object): Promise<Json | undefined> {
    const answer = Promise.withResolvers<Json | undefined>()
    const ask = ++this.#asked
    this.#waiting.set(ask, answer)
    this.#wire.send({ ...question, ask })
    return answer.promise
  }

  #hear({ store, ask, value, error }: JsonObject): void {
    if (store !== 'answer' || typeof ask !== 'number') return
    const answer = this.#waiting.get(ask)
    this.#waiting.delete(ask)
    if (error === undefined) answer?.resolve(value)
    else answer?.reject(new Error(readText(error)))
  }
}
