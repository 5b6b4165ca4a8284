import type { Cancel, Channel, Snapshot } from '@turnout/core'
import { snapshotOf } from '../shared/snapshot-of.ts'
import type { Wire } from './wire.ts'

/** What a worker says, the primary tells the others. */
export class WorkerChannel implements Channel {
  readonly #wire: Wire

  constructor(wire: Wire) {
    this.#wire = wire
  }

  async publish(snapshot: Snapshot): Promise<void> {
    this.#wire.send({ store: 'say', snapshot })
  }

  listen(hear: (snapshot: Snapshot) => void): Cancel {
    return this.#wire.listen(({ store, snapshot: said }) => {
      const snapshot = store === 'say' ? snapshotOf(said) : undefined
      if (snapshot) hear(snapshot)
    })
  }
}
