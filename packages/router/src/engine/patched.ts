import type { JsonObject, OperationName, RequestOf } from '@turnout/core'
import { separate } from '../request-options.ts'
import type { Ask } from './ask.ts'

/** The request as a fallback with parameters of its own sends it; the request itself is not changed. */
export function patched<O extends OperationName>(ask: Ask<O>, patch: JsonObject | undefined): Ask<O> {
  if (!patch) return ask
  const { request, init } = separate<O>({ ...ask.request, ...patch, model: ask.request.model } as RequestOf<O>, {})
  return {
    ...ask,
    request,
    raw: undefined,
    numRetries: init.numRetries ?? ask.numRetries,
    timeoutMs: init.timeoutMs ?? ask.timeoutMs,
    streamTimeoutMs: init.streamTimeoutMs ?? ask.streamTimeoutMs,
  }
}
