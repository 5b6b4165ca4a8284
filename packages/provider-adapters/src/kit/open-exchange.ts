import {
  type Batch,
  type Exchange,
  isJsonObject,
  type OperationName,
  type ProviderCall,
  type ProviderError,
  type TransportRequest,
  type WholeBatch,
} from '@turnout/core'
import { parseErrorBody } from './error-body.ts'
import type { HttpAnswer } from './http-answer.ts'
import { httpError } from './http-error.ts'
import { parseJson } from './parse-json.ts'
import { PlainExchange } from './plain-exchange.ts'
import { readSome } from './read-some.ts'
import { send } from './send.ts'
import { statusInside } from './status-inside.ts'
import { unreadable } from './unreadable.ts'
import { withTrace } from './with-trace.ts'

const longestAnswerBytes = 64 * 1024 * 1024

/** How an adapter reads good answers. */
export interface AnswerReader<O extends OperationName> {
  /** A plain answer. Throws a `ProviderError` when it is none. `mayBeCut`: nothing says where it had to end. */
  whole(body: Uint8Array, mayBeCut: boolean): WholeBatch<O>
  /** The batches of a stream; absent: there are none of this operation. */
  stream?(answer: HttpAnswer): AsyncIterable<Batch<O>>
  /** What a stream's content type holds; `event-stream` unless it says otherwise. */
  readonly streamType?: string
}

/** Sends the request of one attempt and reads what comes: an error status throws, everything else goes to `reader`. */
export async function openExchange<O extends OperationName>(
  call: ProviderCall<O>,
  request: TransportRequest,
  reader: AnswerReader<O>,
): Promise<Exchange<O>> {
  const isStream = call.stream && reader.stream !== undefined
  const { runtime, scope } = call
  const answer = await send(
    runtime.transport,
    withTrace(call, request),
    scope,
    isStream ? undefined : longestAnswerBytes,
  )
  const { status, headers, body } = answer
  if (status !== 200) throw await errorOf(call, answer)
  const coding = headers['content-encoding'] ?? 'identity'
  if (coding !== 'identity') {
    answer.cancel()
    throw unreadable(`an encoding that nobody asked for (${coding})`)
  }
  const head = { status, headers }
  const type = String(headers['content-type'] ?? '')
  if (!call.stream || !reader.stream) {
    const mayBeCut = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined
    if (type.includes('html')) throw unreadable(`a page (${type})`)
    return new PlainExchange(head, reader.whole(body, mayBeCut))
  }
  if (type !== '' && !type.includes(reader.streamType ?? 'event-stream')) throw await notAStream(call, answer, type)
  return { head, batches: reader.stream(answer), cancel: () => answer.cancel() }
}

async function errorOf(call: ProviderCall<OperationName>, answer: HttpAnswer): Promise<ProviderError> {
  const { clock } = call.runtime
  const { status, headers } = answer
  const body = await readSome(answer, clock)
  return call.scope.reason ?? httpError(call.deployment, { status, headers, body, wallMs: clock.wallMs() })
}

/** A 200 that should have been a stream: an error in JSON, or nothing we can read. */
async function notAStream(call: ProviderCall<OperationName>, answer: HttpAnswer, type: string): Promise<ProviderError> {
  const body = await readSome(answer, call.runtime.clock)
  return call.scope.reason ?? errorInside(call, body) ?? unreadable(`${type} instead of a stream`)
}

/** The error that a JSON body with status 200 holds, if it does; Google's may be the one entry of a list. */
export function errorInside(call: ProviderCall<OperationName>, body: string): ProviderError | undefined {
  const parsed = parseJson(body)
  const value = Array.isArray(parsed) ? parsed[0] : parsed
  if (!isJsonObject(value) || !value['error']) return undefined
  const status = statusInside(parseErrorBody(body))
  return httpError(call.deployment, { status, headers: {}, body, wallMs: call.runtime.clock.wallMs() })
}
