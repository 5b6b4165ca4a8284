import type { TurnQueue } from '@turnout/core'
import { Connection, type Home } from './connection.ts'
import type { Exchange } from './exchange.ts'
import { type Place, placeOf } from './open-socket.ts'
import { transportClosed } from './wire-error.ts'

/** What all pools of a transport share. */
export interface Surroundings {
  nowMs(): number
  readBuffer(): Buffer
  /** What connections have read in this turn of the event loop, and nobody has looked at. */
  readonly reads: TurnQueue
}

/** The connections to one origin: as many as there are requests at a time, the last one used first. */
export class OriginPool implements Home {
  readonly place: Place
  readonly #surroundings: Surroundings
  readonly #all = new Set<Connection>()
  readonly #idle: Connection[] = []

  constructor(origin: string, surroundings: Surroundings) {
    this.place = placeOf(origin)
    this.#surroundings = surroundings
  }

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  run(exchange: Exchange): void {
    const nowMs = this.nowMs()
    for (let connection = this.#idle.pop(); connection; connection = this.#idle.pop()) {
      if (connection.isFit(nowMs)) {
        connection.run(exchange)
        return
      }
      connection.destroy()
    }
    this.#all.add(new Connection(this, exchange))
  }

  nowMs(): number {
    return this.#surroundings.nowMs()
  }

  readBuffer(): Buffer {
    return this.#surroundings.readBuffer()
  }

  get reads(): TurnQueue {
    return this.#surroundings.reads
  }

  release(connection: Connection): void {
    this.#idle.push(connection)
  }

  forget(connection: Connection): void {
    if (!this.#all.delete(connection)) return
    const at = this.#idle.lastIndexOf(connection)
    if (at !== -1) this.#idle.splice(at, 1)
  }

  checkPatience(): void {
    const nowMs = this.nowMs()
    for (const connection of this.#all) connection.checkPatience(nowMs)
  }

  close(): void {
    for (const connection of this.#all) connection.lose(transportClosed())
  }
}
