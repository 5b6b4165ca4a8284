import type { CancelScope, Transport, TransportRequest } from '@turnout/core'
import { HttpAnswer } from './http-answer.ts'

/**
 * Sends one request and resolves when the answer's head is there; with `wholeBytes`, when a good answer is whole, which
 * must not be larger. Rejects with a `ProviderError`.
 */
export function send(
  transport: Transport,
  request: TransportRequest,
  scope: CancelScope,
  wholeBytes?: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const answer = new HttpAnswer(scope, resolve, reject, wholeBytes)
    try {
      if (!scope.cancelled) transport.dispatch(request, answer)
    } catch (error) {
      answer.onResponseError(undefined, error instanceof Error ? error : new Error(String(error)))
    }
  })
}
