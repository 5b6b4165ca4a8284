import type { Wire } from '@turnout/cache-adapters/cluster'
import type { Cancel, Clock, Json, JsonObject } from '@turnout/core'

/** Who does not tell within this is left out. */
const tellInMs = 1_000

interface Collection {
  readonly missing: Set<Wire>
  readonly values: Json[]
  readonly finish: () => void
}

/** Asks all workers on behalf of one of them. */
export class Collector {
  readonly #clock: Clock
  readonly #wires = new Set<Wire>()
  readonly #running = new Map<number, Collection>()
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A worker that begins; what is returned is to be called when it is gone. */
  join(wire: Wire): Cancel {
    this.#wires.add(wire)
    const stop = wire.listen((message) => this.#hear(wire, message))
    return () => {
      stop()
      this.#wires.delete(wire)
      for (const collection of this.#running.values()) this.#told(collection, wire, undefined)
    }
  }

  #hear(wire: Wire, message: JsonObject): void {
    const { collect, ask, value } = message
    if (collect === 'ask') this.#collect(wire, message)
    const collection = collect === 'told' ? this.#running.get(Number(ask)) : undefined
    if (collection) this.#told(collection, wire, value)
  }

  #collect(asker: Wire, { ask, name, about }: JsonObject): void {
    const id = ++this.#count
    const values: Json[] = []
    const finish = () => {
      stop()
      this.#running.delete(id)
      asker.send({ collect: 'answer', ask, values })
    }
    const stop = this.#clock.timer(tellInMs, finish)
    this.#running.set(id, { missing: new Set(this.#wires), values, finish })
    for (const wire of this.#wires) wire.send({ collect: 'tell', ask: id, name, about })
  }

  #told({ missing, values, finish }: Collection, wire: Wire, value: Json | undefined): void {
    if (!missing.delete(wire)) return
    if (value !== undefined) values.push(value)
    if (missing.size === 0) finish()
  }
}
