import type {
  Transport,
  TransportController,
  TransportHandler,
  TransportHeaders,
  TransportRequest,
} from '@turnout/core'

export type Call =
  | readonly ['start']
  | readonly ['head', number, TransportHeaders]
  | readonly ['data', string]
  | readonly ['end', TransportHeaders]
  | readonly ['error', Error]

/** Writes down what a transport tells its handler; `on` may do something at each call. */
export class Recorder implements TransportHandler {
  readonly calls: Call[] = []
  controller: TransportController | undefined
  readonly #on: (call: Call, recorder: Recorder) => void
  readonly #over = Promise.withResolvers<void>()

  constructor(on: (call: Call, recorder: Recorder) => void = () => {}) {
    this.#on = on
  }

  /** Resolves with the calls when the exchange is over. */
  get over(): Promise<readonly Call[]> {
    return this.#over.promise.then(() => this.calls)
  }

  get names(): readonly string[] {
    return this.calls.map(([name]) => name)
  }

  get body(): string {
    return this.calls.map((call) => (call[0] === 'data' ? call[1] : '')).join('')
  }

  get error(): (Error & { readonly code?: unknown }) | undefined {
    return this.calls.find((call) => call[0] === 'error')?.[1]
  }

  get status(): number | undefined {
    return this.calls.find((call) => call[0] === 'head')?.[1]
  }

  onRequestStart(controller: TransportController): void {
    this.controller = controller
    this.#note(['start'])
  }

  onResponseStart(_controller: TransportController, status: number, headers: TransportHeaders): void {
    this.#note(['head', status, { ...headers }])
  }

  onResponseData(_controller: TransportController, chunk: Uint8Array): void {
    this.#note(['data', Buffer.from(chunk).toString('latin1')])
  }

  onResponseEnd(_controller: TransportController, trailers: TransportHeaders): void {
    this.#over.resolve()
    this.#note(['end', { ...trailers }])
  }

  onResponseError(_controller: TransportController | undefined, error: Error): void {
    this.#over.resolve()
    this.#note(['error', error])
  }

  #note(call: Call): void {
    this.calls.push(call)
    this.#on(call, this)
  }
}

const headers = ['content-type', 'application/json']

/** Sends a request, and writes down what comes of it. */
export const ask = (
  transport: Transport,
  origin: string,
  request: Partial<TransportRequest> = {},
  on?: (call: Call, recorder: Recorder) => void,
): Recorder => {
  const recorder = new Recorder(on)
  transport.dispatch({ origin, path: '/v1/chat', method: 'POST', headers, body: '{}', ...request }, recorder)
  return recorder
}

/** Asks, and waits for the end, and until the connection is free again. */
export const asked = async (...[transport, origin, request, on]: Parameters<typeof ask>): Promise<Recorder> => {
  const recorder = ask(transport, origin, request, on)
  await recorder.over
  await new Promise((resolve) => setImmediate(resolve))
  return recorder
}
