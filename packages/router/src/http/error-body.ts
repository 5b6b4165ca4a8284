import type { TurnoutError } from '@turnout/core'
import { decisionMember } from './explained.ts'

/** `{"error":{message,type,param,code}}`, as OpenAI's clients expect it; to be explained, with the record beside it. */
export function errorBody({ message, type, param, code, decision }: TurnoutError, explain = false): string {
  const body = JSON.stringify({ error: { message, type, param, code } })
  return explain && decision ? `${body.slice(0, -1)},${decisionMember(decision)}}` : body
}

/** Headers that tell a client whether and when to try again; flat. */
export function errorHeaders({ shouldRetry, retryAfterMs, spreadAfterMs }: TurnoutError): string[] {
  const waiting = retryAfterMs !== undefined && Number.isFinite(retryAfterMs)
  return [
    ...['x-should-retry', String(shouldRetry)],
    ...(waiting ? ['retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))] : []),
    ...(shouldRetry && spreadAfterMs !== undefined ? ['retry-after-ms', String(Math.ceil(spreadAfterMs))] : []),
  ]
}
