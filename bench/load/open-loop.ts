import type { ClientSide } from '../targets/client-side.ts'
import { ConnectionPool } from './connection-pool.ts'
import type { LoadConnection } from './load-connection.ts'
import { type Percentiles, percentilesOf } from './percentiles.ts'
import { poissonArrivals } from './poisson.ts'
import { type Asked, expectedOf, requestBytes } from './request-bytes.ts'
import { seeded } from './seeded.ts'

export interface Rate extends Asked {
  readonly perSecond: number
  readonly durationMs: number
  readonly seed: number
}

/** Times in ms, all from when the request was due. */
export interface OpenResult {
  readonly requests: number
  readonly unanswered: number
  readonly firstError?: string
  /** To the end of the answer. */
  readonly whole: Percentiles
  /** To the first words of a stream. */
  readonly firstWords?: Percentiles
  /** How late the generator itself was. */
  readonly late: Percentiles
}

/** Open before the clock starts. */
const firstConnections = 64
const patienceMs = 3_000
/** Timers are late by a ms or so; the last of the wait is spent in turns of the event loop. */
const spinMs = 2.5

/** Sends each request when it is due, whatever became of those before: what waits for a slow answer counts as slow too. */
export class OpenLoop {
  readonly #rate: Rate
  readonly #pool: ConnectionPool
  readonly #due: readonly number[]
  /** Due requests for which no connection was free. */
  readonly #waiting: number[] = []
  readonly #late: number[] = []
  readonly #whole: number[] = []
  readonly #first: number[] = []
  readonly #over = Promise.withResolvers<void>()
  #startedAt = 0
  #next = 0
  #failed = 0
  #firstError: string | undefined

  constructor(rate: Rate, port: number, client: ClientSide) {
    this.#rate = rate
    this.#due = poissonArrivals(rate.perSecond, rate.durationMs, seeded(rate.seed))
    this.#pool = new ConnectionPool(requestBytes(rate, port, client), expectedOf(rate), port)
  }

  async run(): Promise<OpenResult> {
    await this.#pool.open(firstConnections)
    this.#startedAt = performance.now()
    const patience = setTimeout(() => this.#over.resolve(), this.#rate.durationMs + patienceMs)
    this.#turn()
    await this.#over.promise
    clearTimeout(patience)
    this.#pool.close()
    const asked = this.#due.length
    return {
      ...{ requests: asked, unanswered: asked - this.#whole.length },
      ...(this.#firstError === undefined ? {} : { firstError: this.#firstError }),
      ...{ whole: percentilesOf(this.#whole, asked), late: percentilesOf(this.#late) },
      ...(this.#rate.stream ? { firstWords: percentilesOf(this.#first, asked) } : {}),
    }
  }

  #sinceStart(): number {
    return performance.now() - this.#startedAt
  }

  #turn(): void {
    for (let due = this.#due[this.#next]; due !== undefined; due = this.#due[this.#next]) {
      const waitMs = due - this.#sinceStart()
      if (waitMs > 0) {
        if (waitMs > spinMs) setTimeout(() => this.#turn(), waitMs - spinMs)
        else setImmediate(() => this.#turn())
        return
      }
      this.#next++
      this.#late.push(-waitMs)
      this.#send(due)
    }
  }

  #send(due: number): void {
    const connection = this.#pool.take()
    if (connection === undefined) this.#waiting.push(due)
    else if (!(connection instanceof Promise)) this.#sendOn(connection, due)
    else
      connection.then(
        (opened) => this.#sendOn(opened, due),
        (error: unknown) => this.#fail(error),
      )
  }

  #sendOn(connection: LoadConnection, due: number): void {
    connection.send({
      ...(this.#rate.stream ? { began: () => this.#first.push(this.#sinceStart() - due) } : {}),
      answered: () => {
        this.#whole.push(this.#sinceStart() - due)
        this.#pool.giveBack(connection)
        this.#done()
      },
      failed: (error) => {
        this.#pool.drop(connection)
        this.#fail(error)
      },
    })
  }

  #fail(error: unknown): void {
    this.#failed++
    this.#firstError ??= String(error)
    this.#done()
  }

  #done(): void {
    const waiting = this.#waiting.shift()
    if (waiting !== undefined) this.#send(waiting)
    else if (this.#whole.length + this.#failed === this.#due.length) this.#over.resolve()
  }
}
