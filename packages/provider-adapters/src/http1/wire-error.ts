/** What broke on the wire. The codes are undici's, so that whoever sorts failures need not know which transport it was. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export const connectTimeout = (): WireError => new WireError('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error')
export const otherSideClosed = (): WireError => new WireError('UND_ERR_SOCKET', 'other side closed')
export const transportClosed = (): WireError => new WireError('UND_ERR_DESTROYED', 'The transport is closed')
export const invalidRequest = (what: string): WireError => new WireError('UND_ERR_INVALID_ARG', what)
/** An answer that is not HTTP as this client reads it: where it would have to guess, it gives up. */
export const malformed = (what: string): WireError => new WireError('MALFORMED_ANSWER', what)

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))
