import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, errorTable, ProviderError, type TurnoutError } from '@turnout/core'
import {
  asTurnoutError,
  callerName,
  callerOptions,
  type InferencePath,
  requestIdIn,
  wantsExplanation,
} from '@turnout/router/http'
import type { Logger } from 'pino'
import type { Front } from './front.ts'
import type { KeepAlive } from './keep-alive.ts'
import type { LoadGuard } from './load/load-guard.ts'
import { refuseOverloaded } from './load/refuse-overloaded.ts'
import { readBody } from './read-body.ts'
import { refuseAmbiguous } from './refuse-ambiguous.ts'
import type { RunningRequests } from './running-requests.ts'
import { writeError } from './write-error.ts'
import { writeStream, writeWhole } from './write-reply.ts'

export interface InferenceParts {
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Logger
  readonly running: RunningRequests
  readonly keepAlive: KeepAlive
  readonly guard: LoadGuard
}

/** The short path: body in, one call, bytes out. Never throws and never rejects. */
export async function infer(
  parts: InferenceParts,
  { generation, letIn }: Front,
  path: InferencePath,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { clock, newId, running, keepAlive, guard } = parts
  const { maxRequestBytes, litellmHeaders } = generation.config.server
  const { headers } = request
  const header = (name: string) => first(headers[name])
  const requestId = requestIdIn(header) ?? newId()
  if (guard.refuses()) {
    const failure = refuseOverloaded({ request, response, requestId, clock, before: guard.refused })
    return generation.refuse({ operation: path.operation, requestId }, failure)
  }
  const scope = running.begin(response)
  let taken = false
  try {
    running.admit(response)
    refuseAmbiguous(request)
    letIn(headers)
    const bytes = await readBody(request, maxRequestBytes, scope, () => guard.turns)
    const { request: body, raw } = generation.parse(path.operation, bytes, path.model)
    taken = true
    const caller = generation.cache && callerName(header)
    const init = callerOptions(header, { requestId, scope, raw, caller })
    const reply = await generation.call(path.operation, body, init)
    const explain = init.explain === true
    if (body['stream'] === true) await writeStream(reply, response, { litellm: litellmHeaders, explain, keepAlive })
    else writeWhole(reply, response, { litellm: litellmHeaders, explain })
  } catch (error) {
    const failure = asTurnoutError(error)
    if (!taken) generation.refuse({ operation: path.operation, requestId }, failure)
    if (failure.kind === 'cancelled') return void response.destroy()
    note(parts.log, failure, requestId)
    writeError(failure, { request, response, requestId, clock, explain: wantsExplanation(header) })
  }
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** One line for each failure that is not the caller's doing, with what lies behind it. */
function note(log: Logger, failure: TurnoutError, requestId: string): void {
  const { kind, code, status, cause, decision } = failure
  // The caller may be told what it said itself; a log may not.
  const message = decision?.failure?.message ?? failure.message
  if (code === 'internal_error') {
    log.error({ requestId, err: ProviderError.is(cause) ? cause.cause : cause }, message)
    return
  }
  if (status < 500 && errorTable[kind].fault === 'caller') return
  const attempts = failure.attempts.map(({ deploymentId, failure: why }) => `${deploymentId}: ${why?.kind ?? 'ok'}`)
  log.warn({ requestId, kind, code, attempts }, message)
}
