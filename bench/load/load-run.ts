import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario } from '../parts/scenarios.ts'
import type { ClientSide } from '../targets/client-side.ts'
import { LoadConnection } from './load-connection.ts'
import { expectedOf, requestBytes } from './request-bytes.ts'

export interface LoadResult {
  readonly requests: number
  readonly errors: number
  readonly firstError?: string
  readonly elapsedMs: number
}

const mostRequests = 200_000
const patienceMs = 40_000

/** Sends one request after the other on one connection, while `more` says so; rejects at the first wrong answer. */
const loop = (connection: LoadConnection, more: () => boolean, count: () => void): Promise<void> =>
  new Promise((resolve, failed) => {
    const next = (): void => {
      if (more()) connection.send({ answered, failed })
      else resolve()
    }
    const answered = (): void => {
      count()
      next()
    }
    next()
  })

/** A closed loop: connections opened for one measurement, each with one request on its way. Nothing is sent before `run`, and nothing is closed after it. */
export class LoadRun {
  readonly #connections: readonly LoadConnection[]

  constructor(scenario: Scenario, port: number, client: ClientSide) {
    const request = requestBytes(scenario, port, client)
    this.#connections = Array.from(
      { length: scenario.connections },
      () => new LoadConnection(request, expectedOf(scenario)),
    )
  }

  async open(port: number): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.open(port)))
  }

  /** Begins requests for so long and waits for the last answer. The connections start within 10 ms, so that paced streams do not march in step. */
  async run(durationMs: number): Promise<LoadResult> {
    const startedAt = performance.now()
    let [begun, requests, errors, firstError] = [0, 0, 0, '']
    const more = (): boolean => performance.now() - startedAt < durationMs && begun++ < mostRequests
    const fail = (error: unknown): void => {
      errors++
      firstError ||= String(error)
    }
    const patience = setTimeout(() => this.#abandon(), durationMs + patienceMs)
    await Promise.all(
      this.#connections.map(async (connection, at) => {
        await sleep(at % 10)
        await loop(connection, more, () => requests++).catch(fail)
      }),
    )
    clearTimeout(patience)
    const elapsedMs = performance.now() - startedAt
    return { requests, errors, elapsedMs, ...(firstError ? { firstError } : {}) }
  }

  #abandon(): void {
    for (const connection of this.#connections) connection.abandon()
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }
}
