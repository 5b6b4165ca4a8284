import {
  type CancelScope,
  ProviderError,
  type Transport,
  type TransportController,
  type TransportHandler,
  type TransportHeaders,
  type TransportRequest,
} from '@turnout/core'

/** More than this unread, and the upstream is told to wait. */
const highWaterBytes = 256 * 1024

/** Sends one request and resolves when the answer's head is there. Rejects with a `ProviderError`. */
export function send(transport: Transport, request: TransportRequest, scope: CancelScope): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const answer = new HttpAnswer(scope, resolve, reject)
    try {
      if (!scope.cancelled) transport.dispatch(request, answer)
    } catch (error) {
      answer.onResponseError(undefined, error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** An answer as it comes in: the head, then bytes on demand. */
export class HttpAnswer implements TransportHandler {
  status = 0
  headers: TransportHeaders = {}
  #controller: TransportController | undefined
  #pieces: Uint8Array[] = []
  #bytes = 0
  #paused = false
  #ended = false
  #failure: ProviderError | undefined
  #wake: (() => void) | undefined
  #stopListening: (() => void) | undefined
  readonly #scope: CancelScope
  readonly #onHead: (answer: HttpAnswer) => void
  readonly #onFailure: (failure: ProviderError) => void

  constructor(scope: CancelScope, onHead: (answer: HttpAnswer) => void, onFailure: (failure: ProviderError) => void) {
    this.#scope = scope
    this.#onHead = onHead
    this.#onFailure = onFailure
    this.#stopListening = scope.onCancel(() => this.cancel())
  }

  onRequestStart(controller: TransportController): void {
    this.#controller = controller
    if (this.#failure) controller.abort(this.#failure)
  }

  onResponseStart(_controller: TransportController, status: number, headers: TransportHeaders): void {
    if (status < 200) return
    this.status = status
    this.headers = headers
    this.#onHead(this)
  }

  onResponseData(controller: TransportController, chunk: Uint8Array): void {
    this.#pieces.push(chunk)
    this.#bytes += chunk.byteLength
    if (this.#bytes > highWaterBytes && !this.#paused) {
      this.#paused = true
      controller.pause()
    }
    this.#wakeReader()
  }

  onResponseEnd(): void {
    this.#stopListening?.()
    this.#ended = true
    this.#wakeReader()
  }

  onResponseError(_controller: TransportController | undefined, error: Error): void {
    this.#fail(ProviderError.is(error) ? error : connectionFailure(error, this.status !== 0))
  }

  /** Closes the connection; whoever reads gets the scope's reason, or `cancelled`. */
  cancel(): void {
    if (this.#ended) return
    const failure = this.#scope.reason ?? new ProviderError('cancelled', 'The answer was not wanted any more.')
    this.#fail(failure)
    this.#controller?.abort(failure)
  }

  /** All that has arrived since the last read, waiting for something if need be; undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    while (this.#pieces.length === 0) {
      if (this.#failure) throw this.#failure
      if (this.#ended) return undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const pieces = this.#pieces
    const bytes = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, this.#bytes)
    this.#pieces = []
    this.#bytes = 0
    if (this.#paused) {
      this.#paused = false
      this.#controller?.resume()
    }
    return bytes
  }

  /** The whole body. Throws `upstream_too_large` above `limitBytes`. */
  async readAll(limitBytes: number): Promise<Uint8Array> {
    let all: Uint8Array[] | undefined
    let size = 0
    let first: Uint8Array | undefined
    for (let piece = await this.read(); piece; piece = await this.read()) {
      size += piece.byteLength
      if (size > limitBytes) {
        this.cancel()
        throw new ProviderError('server', `The answer is larger than ${limitBytes} bytes.`, {
          code: 'upstream_too_large',
        })
      }
      if (!first) first = piece
      else {
        all ??= [first]
        all.push(piece)
      }
    }
    return all ? Buffer.concat(all, size) : (first ?? new Uint8Array(0))
  }

  #fail(failure: ProviderError): void {
    if (this.#ended) return
    this.#stopListening?.()
    this.#ended = true
    this.#failure = failure
    this.#onFailure(failure)
    this.#wakeReader()
  }

  #wakeReader(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}

function connectionFailure(error: Error, answered: boolean): ProviderError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return new ProviderError('timeout', 'Connecting took too long.', { cause: error })
  return answered
    ? new ProviderError('connection', `The answer was cut short (${code}).`, {
        code: 'upstream_truncated',
        cause: error,
      })
    : new ProviderError('connection', `The provider could not be reached (${code}).`, { cause: error })
}
