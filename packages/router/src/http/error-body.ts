import type { TurnoutError } from '@turnout/core'

/** `{"error":{message,type,param,code}}`, as OpenAI's clients expect it. */
export const errorBody = ({ message, type, param, code }: TurnoutError): string =>
  JSON.stringify({ error: { message, type, param, code } })

/** Headers that tell a client whether and when to try again; flat. */
export function errorHeaders({ shouldRetry, retryAfterMs, spreadAfterMs }: TurnoutError): string[] {
  const waiting = retryAfterMs !== undefined && Number.isFinite(retryAfterMs)
  return [
    ...['x-should-retry', String(shouldRetry)],
    ...(waiting ? ['retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))] : []),
    ...(shouldRetry && spreadAfterMs !== undefined ? ['retry-after-ms', String(Math.ceil(spreadAfterMs))] : []),
  ]
}
