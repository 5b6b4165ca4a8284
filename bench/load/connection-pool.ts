import type { Expected } from './answer-checker.ts'
import { LoadConnection } from './load-connection.ts'

const mostConnections = 256

/** Connections for requests that are due whenever they are: those used last are used again first, and more are opened when these do not suffice. */
export class ConnectionPool {
  readonly #request: Buffer
  readonly #expected: Expected
  readonly #port: number
  readonly #all = new Set<LoadConnection>()
  readonly #idle: LoadConnection[] = []

  constructor(request: Buffer, expected: Expected, port: number) {
    this.#request = request
    this.#expected = expected
    this.#port = port
  }

  async open(count: number): Promise<void> {
    this.#idle.push(...(await Promise.all(Array.from({ length: count }, () => this.#openOne()))))
  }

  /** One that is free, at once or when it is open; undefined if there are as many as there may be. */
  take(): LoadConnection | Promise<LoadConnection> | undefined {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isFresh) return idle
      this.drop(idle)
    }
    return this.#all.size < mostConnections ? this.#openOne() : undefined
  }

  giveBack(connection: LoadConnection): void {
    this.#idle.push(connection)
  }

  drop(connection: LoadConnection): void {
    connection.close()
    this.#all.delete(connection)
  }

  close(): void {
    for (const connection of this.#all) connection.close()
  }

  async #openOne(): Promise<LoadConnection> {
    const connection = new LoadConnection(this.#request, this.#expected)
    this.#all.add(connection)
    await connection.open(this.#port)
    return connection
  }
}
