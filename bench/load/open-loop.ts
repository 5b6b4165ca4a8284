import { percentile } from '../figures/percentile.ts'
import type { ClientSide } from '../targets/client-side.ts'
import { LoadConnection } from './load-connection.ts'
import { poissonArrivals } from './poisson.ts'
import { type Asked, expectedOf, requestBytes } from './request-bytes.ts'
import { seeded } from './seeded.ts'

export interface Rate extends Asked {
  readonly perSecond: number
  readonly durationMs: number
  readonly seed: number
}

export interface Percentiles {
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** Times in ms, all from when the request was to be sent. */
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

const mostConnections = 256
const patienceMs = 3_000
/** Timers are late by a ms or so; the last of the wait is spent in turns of the event loop. */
const spinMs = 2.5

const percentilesOf = (figures: readonly number[]): Percentiles => ({
  p50: percentile(figures, 50),
  p99: percentile(figures, 99),
  p999: percentile(figures, 99.9),
  max: percentile(figures, 100),
})

/** Sends each request when it is due, whatever became of those before: what waits for a slow answer counts as slow too. */
export class OpenLoop {
  readonly #rate: Rate
  readonly #port: number
  readonly #all: readonly LoadConnection[]
  readonly #idle: LoadConnection[]
  readonly #due: readonly number[]
  /** Due requests for which no connection was free. */
  readonly #waiting: number[] = []
  readonly #late: number[] = []
  readonly #whole: number[] = []
  readonly #first: number[] = []
  #startedAt = 0
  #next = 0
  #failed = 0
  #firstError: string | undefined
  readonly #over = Promise.withResolvers<void>()

  constructor(rate: Rate, port: number, client: ClientSide) {
    this.#rate = rate
    this.#port = port
    this.#due = poissonArrivals(rate.perSecond, rate.durationMs, seeded(rate.seed))
    const request = requestBytes(rate, port, client)
    this.#all = Array.from({ length: mostConnections }, () => new LoadConnection(request, expectedOf(rate)))
    this.#idle = [...this.#all]
  }

  async run(): Promise<OpenResult> {
    await Promise.all(this.#all.map((connection) => connection.open(this.#port)))
    this.#startedAt = performance.now()
    const patience = setTimeout(() => this.#over.resolve(), this.#rate.durationMs + patienceMs)
    this.#turn()
    await this.#over.promise
    clearTimeout(patience)
    this.#next = this.#due.length
    for (const connection of this.#all) connection.close()
    return {
      requests: this.#due.length,
      unanswered: this.#due.length - this.#whole.length,
      ...(this.#firstError === undefined ? {} : { firstError: this.#firstError }),
      ...{ whole: percentilesOf(this.#orNever(this.#whole)), late: percentilesOf(this.#late) },
      ...(this.#rate.stream ? { firstWords: percentilesOf(this.#orNever(this.#first)) } : {}),
    }
  }

  /** With those that never came as Infinity. */
  #orNever(times: readonly number[]): readonly number[] {
    return [...times, ...Array.from({ length: this.#due.length - times.length }, () => Number.POSITIVE_INFINITY)]
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
    const connection = this.#idle.pop()
    if (connection === undefined) {
      this.#waiting.push(due)
      return
    }
    connection.send({
      ...(this.#rate.stream ? { began: () => this.#first.push(this.#sinceStart() - due) } : {}),
      answered: () => {
        this.#whole.push(this.#sinceStart() - due)
        this.#idle.push(connection)
        this.#done()
      },
      failed: (error) => {
        this.#failed++
        this.#firstError ??= String(error)
        this.#done()
      },
    })
  }

  #done(): void {
    const waiting = this.#waiting.shift()
    if (waiting !== undefined) this.#send(waiting)
    else if (this.#whole.length + this.#failed === this.#due.length) this.#over.resolve()
  }
}
