import type { JsonObject, OperationName, RequestOf } from '@turnout/core'
import { checkRequest } from '../http/check-request.ts'
import { type Separated, separate } from '../request-options.ts'
import type { Ask } from './ask.ts'

/** The request as a fallback sends it, with parameters of its own where it has some; the request itself is not changed. */
export function patched<O extends OperationName>(asked: Ask<O>, patch: JsonObject | undefined): Ask<O> {
  const { elsewhere } = asked
  const ask = elsewhere ? { ...asked, request: elsewhere, elsewhere: undefined, inputTokens: undefined } : asked
  if (!patch) return ask
  const { request, init } = patchedRequest(ask.operation, ask.request, patch)
  return {
    ...ask,
    request,
    raw: undefined,
    inputTokens: undefined,
    numRetries: init.numRetries ?? ask.numRetries,
    params: init.params ?? ask.params,
    timeoutMs: init.timeoutMs ?? ask.timeoutMs,
    streamTimeoutMs: init.streamTimeoutMs ?? ask.streamTimeoutMs,
  }
}

/** Throws a `TurnoutError` where that is no request any more. Whether it is a stream has been decided at the door. */
export function patchedRequest<O extends OperationName>(
  operation: O,
  request: RequestOf<O>,
  { stream: _, ...patch }: JsonObject,
): Separated<O> {
  return separate(checkRequest(operation, { ...request, ...patch, model: request.model }), {})
}
