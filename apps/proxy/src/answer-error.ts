import { TurnoutError } from '@turnout/core'
import { asTurnoutError, errorBody, errorHeaders } from '@turnout/router/http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Errors around inference, in the table's form. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = refusedByFastify(error) ?? asTurnoutError(error)
  const headers = ['x-request-id', request.id, ...errorHeaders(failure)]
  for (let i = 0; i < headers.length; i += 2) reply.header(headers[i] ?? '', headers[i + 1])
  return reply.code(failure.status).type('application/json').send(errorBody(failure))
}

/** What fastify itself refuses (a bad URL) keeps its status. */
function refusedByFastify(error: unknown): TurnoutError | undefined {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (TurnoutError.is(error) || status < 400 || status >= 500) return undefined
  return new TurnoutError('bad-request', 'The request could not be read.', { status })
}
