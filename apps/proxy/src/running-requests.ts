import type { ServerResponse } from 'node:http'
import { Bag, CancelScope, ProviderError, TurnoutError } from '@turnout/core'

/** One that waits for the end of its answer. */
interface RunningRequest {
  readonly response: ServerResponse
  readonly scope: CancelScope
  readonly number: number
  place: number
}

/** Requests that wait for the end of their answer. */
export class RunningRequests {
  readonly #running = new Bag<RunningRequest>()
  #begun = 0
  #refusing = false

  get count(): number {
    return this.#running.size
  }

  /** A request begins: its scope is cancelled when the caller leaves, or with `cancel`. */
  begin(response: ServerResponse): CancelScope {
    const scope = new CancelScope()
    const request = { response, scope, number: this.#begun++, place: -1 }
    this.#running.add(request)
    response.on('close', () => {
      this.#running.delete(request)
      if (!response.writableFinished) scope.cancel()
    })
    return scope
  }

  /** No more after these: their answers, as far as not begun, are the last of their connections. */
  refuse(): void {
    this.#refusing = true
    // Of requests that wait for their turn on one connection, the last one's answer is the last.
    const inOrder = [...this.#running].sort((one, other) => one.number - other.number)
    const latest = new Map(inOrder.map(({ response }) => [response.req.socket, response]))
    for (const response of latest.values()) this.#letBeLast(response)
  }

  /** Before a request is served, at any time: throws a 503 when there are to be no more. */
  admit(response: ServerResponse): void {
    if (!this.#refusing) return
    this.#letBeLast(response)
    throw TurnoutError.from(draining())
  }

  /** What still runs has had its time: plain requests get a 503, streams an error event. */
  cancel(): void {
    for (const { scope } of this.#running) scope.cancel(draining())
  }

  /** Node then says `connection: close` in the head. */
  #letBeLast(response: ServerResponse): void {
    if (!response.headersSent) response.shouldKeepAlive = false
  }
}

const draining = (): ProviderError =>
  new ProviderError('overloaded', 'This server is shutting down.', { code: 'draining' })
