import type { Cancel, Channel, Snapshot } from '@turnout/core'
import type { InstanceSeen } from './seen.ts'
import type { VirtualTime } from './virtual-time.ts'

interface Ear {
  readonly instance: InstanceSeen
  readonly hear: (snapshot: Snapshot) => void
}

const published = Promise.resolve()

/** Most say only that they are there. */
function asHeard(snapshot: Snapshot): () => Snapshot {
  for (const _ in snapshot.signals) {
    const text = JSON.stringify(snapshot)
    return () => JSON.parse(text)
  }
  return () => snapshot
}

/** How instances hear each other: as JSON, a little later, unless one of the two is cut off. */
export class SimulatedChannel {
  readonly ears = new Set<Ear>()
  readonly #time: VirtualTime
  readonly #delayMs: number
  readonly #isCut: (instance: InstanceSeen) => boolean

  constructor(time: VirtualTime, delayMs: number, isCut: (instance: InstanceSeen) => boolean) {
    this.#time = time
    this.#delayMs = delayMs
    this.#isCut = isCut
  }

  of(instance: InstanceSeen): Channel {
    return {
      publish: (snapshot: Snapshot) => {
        if (instance.clock.isDead) return published
        if (this.#isCut(instance)) return Promise.reject(new Error('The channel is cut.'))
        const heard = asHeard(snapshot)
        this.#time.set(this.#delayMs, () => this.#spread(heard()))
        return published
      },
      listen: (hear): Cancel => {
        const ear = { instance, hear }
        this.ears.add(ear)
        return () => this.ears.delete(ear)
      },
    }
  }

  forget(instance: InstanceSeen): void {
    for (const ear of this.ears) if (ear.instance === instance) this.ears.delete(ear)
  }

  #spread(snapshot: Snapshot): void {
    for (const { instance, hear } of this.ears) if (!this.#isCut(instance)) hear(snapshot)
  }
}
