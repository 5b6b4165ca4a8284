import type { Wire } from '@turnout/cache-adapters/cluster'
import type { Cancel, Clock, Json, JsonObject } from '@turnout/core'

/** Who does not tell within this is left out, or is taken to be as it was. */
const tellInMs = 1_000

interface Collection {
  readonly name: string
  readonly missing: Set<Wire>
  readonly values: Json[]
  readonly finish: () => void
}

/** What must not be forgotten of what workers tell under a name: how what is left of one that is gone joins what was left before. */
export type Lasting = Readonly<Record<string, (last: Json, before: Json | undefined) => Json>>

/**
 * Asks all workers on behalf of one of them. What lasts is never less than what was told before: of one that is late its
 * last word counts, and of one that is gone what is left of that.
 */
export class Collector {
  readonly #clock: Clock
  readonly #wires = new Set<Wire>()
  readonly #running = new Map<number, Collection>()
  readonly #lasting: Lasting
  /** By name: what each has told last. */
  readonly #last = new Map<string, Map<Wire, Json>>()
  /** By name: of all that are gone. */
  readonly #left = new Map<string, Json>()
  #count = 0

  constructor(clock: Clock, lasting: Lasting = {}) {
    this.#clock = clock
    this.#lasting = lasting
  }

  /** A worker that begins; what is returned is to be called when it is gone. */
  join(wire: Wire): Cancel {
    this.#wires.add(wire)
    const stop = wire.listen((message) => this.#hear(wire, message))
    return () => {
      stop()
      this.#wires.delete(wire)
      this.#bury(wire)
      for (const collection of this.#running.values()) this.#told(collection, wire, undefined)
    }
  }

  #hear(wire: Wire, message: JsonObject): void {
    const { collect, ask, name, value } = message
    if (collect === 'ask' && typeof name === 'string') this.#collect(wire, name, message)
    const collection = collect === 'told' ? this.#running.get(Number(ask)) : undefined
    if (collection) this.#told(collection, wire, value)
  }

  #collect(asker: Wire, name: string, { ask, about }: JsonObject): void {
    const id = ++this.#count
    const values: Json[] = []
    const finish = () => {
      stop()
      this.#running.delete(id)
      asker.send({ collect: 'answer', ask, values: [...values, ...this.#remembered(collection)] })
    }
    const stop = this.#clock.timer(tellInMs, finish)
    const collection = { name, missing: new Set(this.#wires), values, finish }
    this.#running.set(id, collection)
    for (const wire of this.#wires) wire.send({ collect: 'tell', ask: id, name, about })
  }

  #told({ name, missing, values, finish }: Collection, wire: Wire, value: Json | undefined): void {
    if (!missing.delete(wire)) return
    if (value !== undefined) {
      values.push(value)
      if (Object.hasOwn(this.#lasting, name)) this.#lastOf(name).set(wire, value)
    }
    if (missing.size === 0) finish()
  }

  /** Of those that are late, and of those that are gone. */
  #remembered({ name, missing }: Collection): readonly Json[] {
    const late = [...missing].flatMap((wire) => this.#last.get(name)?.get(wire) ?? [])
    const left = this.#left.get(name)
    return left === undefined ? late : [...late, left]
  }

  #bury(wire: Wire): void {
    for (const [name, join] of Object.entries(this.#lasting)) {
      const last = this.#lastOf(name).get(wire)
      this.#lastOf(name).delete(wire)
      if (last !== undefined) this.#left.set(name, join(last, this.#left.get(name)))
    }
  }

  #lastOf(name: string): Map<Wire, Json> {
    const known = this.#last.get(name) ?? new Map<Wire, Json>()
    this.#last.set(name, known)
    return known
  }
}
