import { setTimeout as sleep } from 'node:timers/promises'
import { LoadConnection } from './load-connection.ts'
import { requestBytes } from './request-bytes.ts'
import type { Scenario } from './scenarios.ts'

export interface LoadResult {
  readonly requests: number
  readonly errors: number
  readonly firstError?: string
  readonly elapsedMs: number
}

const mostRequests = 200_000
const patienceMs = 15_000

/** Connections opened for one measurement; nothing is sent before `run`. */
export class LoadRun {
  readonly #connections: readonly LoadConnection[]

  constructor(scenario: Scenario, port: number) {
    const request = requestBytes(scenario, port)
    const expected = scenario.stream ? { ending: 'data: [DONE]', leastBytes: 12_000 } : { ending: '', leastBytes: 800 }
    this.#connections = Array.from({ length: scenario.connections }, () => new LoadConnection(request, expected))
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
        await connection.run(more, () => requests++).catch(fail)
      }),
    )
    clearTimeout(patience)
    const elapsedMs = performance.now() - startedAt
    this.close()
    return { requests, errors, elapsedMs, ...(firstError ? { firstError } : {}) }
  }

  #abandon(): void {
    for (const connection of this.#connections) connection.abandon()
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
  }
}
