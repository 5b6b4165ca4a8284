import type { Exchange, OperationName, ProviderCall } from '@turnout/core'
import type { Endpoint } from './endpoint.ts'
import { type AnswerReader, openExchange } from './open-exchange.ts'

/** Sends a body to a path below an endpoint's base, whose query stays, and reads what comes. */
export function postJson<O extends OperationName>(
  call: ProviderCall<O>,
  { origin, basePath, query, headers }: Endpoint,
  below: string,
  body: string,
  reader: AnswerReader<O>,
): Promise<Exchange<O>> {
  return openExchange(call, { origin, path: `${basePath}${below}${query}`, method: 'POST', headers, body }, reader)
}
