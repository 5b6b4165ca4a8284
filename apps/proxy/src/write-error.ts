import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, TurnoutError } from '@turnout/core'
import { errorBody, errorHeaders } from '@turnout/router/http'

/** How long a caller whose body was refused may go on sending before the connection is closed. */
const lingerMs = 2_000

export interface ErrorContext {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly clock: Clock
  /** Whether it is to say how it came about. */
  readonly explain?: boolean
}

/** The error table's answer. A body that was not read is drained for a while, so that the answer is heard. */
export function writeError(error: TurnoutError, { request, response, requestId, clock, explain }: ErrorContext): void {
  if (response.headersSent || response.destroyed) return
  const body = errorBody(error, explain)
  const head = ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body))]
  const facts = ['x-request-id', requestId, ...errorHeaders(error)]
  if (request.complete) {
    response.writeHead(error.status, [...head, ...facts]).end(body)
    return
  }
  response.writeHead(error.status, [...head, ...facts, 'connection', 'close']).write(body)
  const finish = () => {
    stop()
    if (!response.writableEnded) response.end()
  }
  const stop = clock.timer(lingerMs, finish)
  request.once('close', finish).once('end', finish).resume()
}
