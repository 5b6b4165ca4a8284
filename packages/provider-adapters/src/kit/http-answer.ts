import {
  type CancelScope,
  type Clock,
  GatheredBytes,
  ProviderError,
  type TransportController,
  type TransportHandler,
  type TransportHeaders,
} from '@turnout/core'
import { connectionFailure, type Progress } from './connection-failure.ts'

/** More than this unread, and the upstream is told to wait. */
const highWaterBytes = 64 * 1024

const nothing = new Uint8Array(0)

/** An answer as it comes in: the head, then bytes on demand; or, if it is good, all of it at once. */
export class HttpAnswer implements TransportHandler {
  status = 0
  headers: TransportHeaders = {}
  /** All of it, where that was asked for and the status is 200. */
  body: Uint8Array = nothing
  #controller: TransportController | undefined
  readonly #arrived = new GatheredBytes()
  #paused = false
  #ended = false
  #drained = false
  #failure: ProviderError | undefined
  #wake: (() => void) | undefined
  #collects = false
  #stopListening: (() => void) | undefined
  readonly #scope: CancelScope
  readonly #onHead: (answer: HttpAnswer) => void
  readonly #onFailure: (failure: ProviderError) => void
  readonly #wholeBytes: number | undefined

  /** `wholeBytes`: a good answer is wanted as a whole, and must not be larger; `onHead` is then called at its end. */
  constructor(
    scope: CancelScope,
    onHead: (answer: HttpAnswer) => void,
    onFailure: (failure: ProviderError) => void,
    wholeBytes?: number,
  ) {
    this.#scope = scope
    this.#onHead = onHead
    this.#onFailure = onFailure
    this.#wholeBytes = wholeBytes
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
    this.#collects = status === 200 && this.#wholeBytes !== undefined
    if (!this.#collects) this.#onHead(this)
  }

  onResponseData(controller: TransportController, chunk: Uint8Array): void {
    if (this.#drained) return
    this.#arrived.add(chunk)
    if (this.#collects) {
      if (this.#arrived.size > (this.#wholeBytes ?? 0)) this.#refuseSize()
      return
    }
    if (this.#arrived.size > highWaterBytes && !this.#paused) {
      this.#paused = true
      controller.pause()
    }
    this.#wakeReader()
  }

  onResponseEnd(): void {
    if (this.#ended) return
    this.#stopListening?.()
    this.#ended = true
    if (this.#collects) {
      this.body = this.#arrived.take()
      this.#onHead(this)
    } else this.#wakeReader()
  }

  onResponseError(_controller: TransportController | undefined, error: Error): void {
    this.#fail(ProviderError.is(error) ? error : connectionFailure(error, this.#progress))
  }

  /** Closes the connection; whoever reads gets the scope's reason, or `cancelled`. */
  cancel(): void {
    if (this.#ended) return
    const failure = this.#scope.reason ?? new ProviderError('cancelled', 'The answer was not wanted any more.')
    this.#fail(failure)
    this.#controller?.abort(failure)
  }

  /**
   * Lets an answer that has said all there is end by itself, so that its connection can be used again; one that does
   * not end within `patienceMs` is closed.
   */
  drain(clock: Clock, patienceMs = 1_000): void {
    this.#drained = true
    this.#arrived.take()
    this.#goOn()
    if (!this.#ended) this.#wake = clock.timer(patienceMs, () => this.cancel())
  }

  /** All that has arrived since the last read, waiting for something if need be; undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const bytes = this.take()
      if (bytes || this.#ended) return bytes
      await new Promise<void>((resolve) => this.whenMore(resolve))
    }
  }

  /** The same without waiting: undefined where nothing has arrived, and at the end. Throws what cut it. */
  take(): Uint8Array | undefined {
    if (this.#arrived.size === 0) {
      if (this.#failure) throw this.#failure
      return undefined
    }
    const bytes = this.#arrived.take()
    this.#goOn()
    return bytes
  }

  /** Nothing more will arrive. */
  get ended(): boolean {
    return this.#ended
  }

  /** Calls `run` once, as soon as there is something to take, or the end has come. */
  whenMore(run: () => void): void {
    this.#wake = run
  }

  #refuseSize(): void {
    const failure = tooLarge(this.#wholeBytes ?? 0)
    this.#fail(failure)
    this.#controller?.abort(failure)
  }

  get #progress(): Progress {
    if (this.status !== 0) return 'answered'
    return this.#controller ? 'sent' : 'unsent'
  }

  #goOn(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#controller?.resume()
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

const tooLarge = (limitBytes: number): ProviderError =>
  new ProviderError('server', `The answer is larger than ${limitBytes} bytes.`, { code: 'upstream_too_large' })
