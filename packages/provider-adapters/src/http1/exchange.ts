import type { TransportController, TransportHandler, TransportHeaders } from '@turnout/core'
import { asError } from './wire-error.ts'

/** The connection an exchange runs on, as far as it needs one. */
export interface Carrier {
  pause(): void
  resume(): void
  destroy(): void
}

/**
 * One request and its answer, and the handler's hold on both. Whatever happens, the handler hears of exactly one end,
 * and nothing after it; what a handler throws is its own failure and nobody else's.
 */
export class Exchange implements TransportController {
  readonly head: string
  readonly body: string | Uint8Array | null
  over = false
  paused = false
  /** While it runs. */
  carrier: Carrier | undefined
  #started = false
  readonly #handler: TransportHandler

  constructor(head: string, body: string | Uint8Array | null, handler: TransportHandler) {
    this.head = head
    this.body = body
    this.#handler = handler
  }

  pause(): void {
    this.paused = true
    this.carrier?.pause()
  }

  resume(): void {
    this.paused = false
    this.carrier?.resume()
  }

  abort(reason: Error): void {
    this.fail(reason)
  }

  /** The request is about to be written. */
  start(): void {
    this.#started = true
    try {
      this.#handler.onRequestStart(this)
    } catch (thrown) {
      this.fail(asError(thrown))
    }
  }

  answered(status: number, headers: TransportHeaders): void {
    try {
      this.#handler.onResponseStart(this, status, headers)
    } catch (thrown) {
      this.fail(asError(thrown))
    }
  }

  received(chunk: Uint8Array): void {
    if (this.over) return
    try {
      this.#handler.onResponseData(this, chunk)
    } catch (thrown) {
      this.fail(asError(thrown))
    }
  }

  end(trailers: TransportHeaders): void {
    try {
      this.over = true
      this.#handler.onResponseEnd(this, trailers)
    } catch (thrown) {
      this.#report(asError(thrown))
    }
  }

  fail(error: Error): void {
    if (this.over) return
    this.over = true
    const carrier = this.carrier
    this.carrier = undefined
    carrier?.destroy()
    this.#report(error)
  }

  #report(error: Error): void {
    try {
      this.#handler.onResponseError(this.#started ? this : undefined, error)
    } catch {
      // A handler that cannot even hear of a failure has nobody behind it who could.
    }
  }
}
