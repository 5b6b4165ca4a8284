import type { IncomingMessage, ServerResponse } from 'node:http'
import { CancelScope, type Clock, ProviderError, TurnoutError } from '@turnout/core'
import { callerOptions, type InferencePath, parseBody } from '@turnout/router/http'
import type { Logger } from 'pino'
import type { Front } from './front.ts'
import { readBody } from './read-body.ts'
import { writeError } from './write-error.ts'
import { writeStream, writeWhole } from './write-reply.ts'

export interface InferenceParts {
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Logger
}

/** The short path: body in, one call, bytes out. Never throws and never rejects. */
export async function infer(
  parts: InferenceParts,
  { generation, letIn }: Front,
  path: InferencePath,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { clock, newId } = parts
  const { maxRequestBytes, litellmHeaders } = generation.config.server
  const options = callerOptions((name) => request.headers[name] as string | undefined)
  const requestId = options.requestId ?? newId()
  const scope = new CancelScope()
  response.on('close', () => {
    if (!response.writableFinished) scope.cancel()
  })
  try {
    letIn(request.headers)
    const body = parseBody(path.operation, await readBody(request, maxRequestBytes), path.model)
    const reply = await generation.call(path.operation, body, { ...options, requestId, scope })
    const write = body['stream'] === true ? writeStream : writeWhole
    await write(reply, response, { litellm: litellmHeaders })
  } catch (error) {
    const failure = asTurnoutError(error)
    if (failure.kind === 'cancelled') return void response.destroy()
    note(parts.log, failure, requestId, error)
    writeError(failure, { request, response, requestId, clock })
  }
}

/** What went wrong in our own code says nothing to the caller; the log has it. */
function asTurnoutError(error: unknown): TurnoutError {
  if (TurnoutError.is(error)) return error
  if (ProviderError.is(error)) return TurnoutError.from(error)
  return new TurnoutError('server', 'Something went wrong here.', { status: 500, code: 'internal_error' })
}

function note(log: Logger, failure: TurnoutError, requestId: string, error: unknown): void {
  if (failure.code === 'internal_error') {
    log.error({ requestId, err: error }, 'request failed in the proxy itself')
    return
  }
  if (failure.status < 500 && failure.kind !== 'none-available') return
  const attempts = failure.attempts.map(({ deploymentId, failure: why }) => `${deploymentId}: ${why?.kind ?? 'ok'}`)
  log.warn({ requestId, kind: failure.kind, attempts }, failure.message)
}
