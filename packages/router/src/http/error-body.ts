import type { TurnoutError } from '@turnout/core'

/** `{"error":{message,type,param,code}}`, as OpenAI's clients expect it. */
export const errorBody = ({ message, type, param, code }: TurnoutError): string =>
  JSON.stringify({ error: { message, type, param, code } })

/** Headers that tell a client whether and when to try again; flat. */
export function errorHeaders({ kind, retryAfterMs }: TurnoutError): string[] {
  const waiting = retryAfterMs !== undefined && Number.isFinite(retryAfterMs)
  return [
    ...['x-should-retry', String(worthRetrying.has(kind))],
    ...(waiting ? ['retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))] : []),
  ]
}

/** Failures that another request may not meet. */
const worthRetrying: ReadonlySet<string> = new Set([
  'rate-limit',
  'timeout',
  'connection',
  'server',
  'unavailable',
  'none-available',
  'overloaded',
])
