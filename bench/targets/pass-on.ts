import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Dispatcher } from 'undici'

/** An upstream's answer written to the client as it comes: one of fixed length by a single `end`, a stream piece by piece. */
export class PassOn implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse
  #fixed = false
  #body: Buffer | undefined

  constructor(response: ServerResponse) {
    this.#response = response
  }

  /** undici asks for this method. */
  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const length = headers['content-length']
    const type = headers['content-type'] ?? 'application/octet-stream'
    this.#fixed = length !== undefined
    this.#response.writeHead(
      status,
      length === undefined ? { 'content-type': type } : { 'content-type': type, 'content-length': length },
    )
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (!this.#fixed) this.#response.write(piece)
    else this.#body = this.#body === undefined ? piece : Buffer.concat([this.#body, piece])
  }

  onResponseEnd(): void {
    this.#response.end(this.#body)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    console.error(error)
    this.#response.destroy(error)
  }
}
