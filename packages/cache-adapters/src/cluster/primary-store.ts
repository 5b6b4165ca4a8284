import type { Cancel, Clock, JsonObject } from '@turnout/core'
import { type MemoryStore, memoryStore } from '../memory/memory-store.ts'
import { snapshotOf } from '../shared/snapshot-of.ts'
import { Holdings } from './holdings.ts'
import {
  leaseMessage,
  readActual,
  readCharge,
  readClaims,
  readLease,
  readList,
  readNumber,
  readOptions,
  readSpent,
  readText,
} from './read-message.ts'
import type { Wire } from './wire.ts'

interface Member {
  readonly wire: Wire
  readonly holdings: Holdings
  /** The name by which the others know it. */
  instance?: string
}

/** What workers agree on, in the memory of their primary: limits that are exact over all of them, and what each says. */
export class PrimaryStore {
  readonly #clock: Clock
  readonly #store: MemoryStore
  readonly #members = new Set<Member>()

  constructor(clock: Clock) {
    this.#clock = clock
    this.#store = memoryStore(clock)
  }

  /** A worker that begins; what is returned is to be called when it is gone: then the places that it held come back. */
  join(wire: Wire): Cancel {
    const member: Member = { wire, holdings: new Holdings(this.#store) }
    this.#members.add(member)
    const stop = wire.listen((message) => void this.#hear(member, message))
    return () => {
      if (!this.#members.delete(member)) return
      stop()
      member.holdings.release()
      if (member.instance !== undefined)
        this.#tellOthers(member, { instance: member.instance, leaving: true, signals: {} })
    }
  }

  /** Whatever it is, a message that cannot be read is the trouble of who sent it. */
  async #hear(member: Member, message: JsonObject): Promise<void> {
    const { store, ask } = message
    if (typeof store !== 'string') return
    try {
      const value = await this.#do(member, store, message)
      if (ask !== undefined) member.wire.send({ store: 'answer', ask, value })
    } catch (error) {
      if (ask !== undefined) member.wire.send({ store: 'answer', ask, error: String(error) })
    }
  }

  #do(member: Member, what: string, message: JsonObject): unknown {
    const { holdings } = member
    const nowMs = this.#clock.monotonicMs()
    switch (what) {
      case 'reserve':
        return holdings.reserve(readText(message['id']), readOptions(message['options']), readNumber(message['holdMs']))
      case 'peek':
        return this.#store.peek(readClaims(message['claims']))
      case 'settle':
        return holdings.settle(readText(message['id']), readList(message['actuals'], readActual))
      case 'lease':
        return holdings.lease(readClaims(message['claims'])).then((all) => all.map((one) => leaseMessage(one, nowMs)))
      case 'give-back':
        return holdings.giveBack(readList(message['spent'], (one) => readSpent(one, nowMs)))
      case 'charge':
        return this.#store.charge(readList(message['charges'], readCharge))
      case 'renew':
        return this.#store
          .renew(readList(message['leases'], (one) => readLease(one, nowMs)))
          .then((all) => all.map((one) => leaseMessage(one, nowMs)))
      case 'say':
        return this.#say(member, message)
    }
    return undefined
  }

  #say(member: Member, message: JsonObject): void {
    const snapshot = snapshotOf(message['snapshot'])
    if (!snapshot) return
    if (snapshot.leaving) delete member.instance
    else member.instance = snapshot.instance
    this.#tellOthers(member, snapshot)
  }

  #tellOthers(member: Member, snapshot: object): void {
    for (const other of this.#members) if (other !== member) other.wire.send({ store: 'say', snapshot })
  }
}
