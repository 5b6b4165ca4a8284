/**
 * The network, in the shape of undici's `Dispatcher` (so its `Agent` and `MockAgent` fit as they are):
 * one request out, callbacks as the answer comes in.
 */
export interface Transport {
  dispatch(request: TransportRequest, handler: TransportHandler): unknown
  close?(): Promise<void>
}

/** One HTTP request. `headers` is a flat list: name, value, name, value. */
export interface TransportRequest {
  readonly origin: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: string[]
  /**
   * What `headers` begins with, where the rest is of this request alone: a list that others have too, for transports that
   * remember what they made of it.
   */
  readonly usualHeaders?: readonly string[]
  readonly body: string | Uint8Array | null
}

export type TransportHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Holds the request in flight: backpressure and abort. */
export interface TransportController {
  pause(): void
  resume(): void
  abort(reason: Error): void
}

/** Called as the answer comes in; ends with exactly one `onResponseEnd` or `onResponseError`. */
export interface TransportHandler {
  onRequestStart(controller: TransportController): void
  onResponseStart(controller: TransportController, status: number, headers: TransportHeaders): void
  onResponseData(controller: TransportController, chunk: Uint8Array): void
  onResponseEnd(controller: TransportController, trailers: TransportHeaders): void
  onResponseError(controller: TransportController | undefined, error: Error): void
}
