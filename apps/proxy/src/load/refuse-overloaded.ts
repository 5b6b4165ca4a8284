import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, TurnoutError } from '@turnout/core'
import { errorBody, errorHeaders } from '@turnout/router/http'
import { writeError } from '../write-error.ts'

/** A body that is no larger is read to its end, and its connection kept: a new one would cost more. */
const keptBytes = 64 * 1024
const leastWaitMs = 1_000
const waits = 16

function refusalAt(at: number) {
  const spreadAfterMs = leastWaitMs * (1 + at / waits)
  const message = 'This server has more to do than it can; try again.'
  const error = new TurnoutError('overloaded', message, { retryAfterMs: leastWaitMs, spreadAfterMs })
  const body = errorBody(error)
  const length = String(Buffer.byteLength(body))
  return { error, body, head: ['content-type', 'application/json', 'content-length', length, ...errorHeaders(error)] }
}

const first = refusalAt(0)
/** The same refusal, with other times to come back at: those who wait are not to come all at once. */
const refusals = [first, ...Array.from({ length: waits - 1 }, (_, at) => refusalAt(at + 1))]

export interface Refused {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  readonly clock: Clock
  /** How many were refused before it. */
  readonly before: number
}

/** Says 503 before the body is read, and as cheaply as can be; what was said is returned. */
export function refuseOverloaded(refused: Refused): TurnoutError {
  const { request, response, requestId, before } = refused
  const { error, body, head } = refusals[before % waits] ?? first
  if (Number(request.headers['content-length'] ?? Infinity) > keptBytes) writeError(error, refused)
  else response.writeHead(503, [...head, 'x-request-id', requestId]).end(body, 'latin1')
  return error
}
