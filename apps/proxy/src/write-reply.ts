import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type OperationName, TurnoutError } from '@turnout/core'
import type { Reply } from '@turnout/router'
import { doneEvent, errorEvent, eventBytes, type HeaderOptions, replyHeaders } from '@turnout/router/http'

/** A plain answer: the provider's own bytes where there are any, in one write. */
export async function writeWhole(
  reply: Reply<OperationName>,
  response: ServerResponse,
  options: HeaderOptions,
): Promise<void> {
  for await (const batch of reply) {
    if (batch.kind !== 'whole')
      throw new TurnoutError('server', 'The provider answered with a stream that was not asked for.')
    const body = batch.raw ?? Buffer.from(JSON.stringify(batch.result()))
    const headers = replyHeaders(reply, options)
    headers.push('content-type', 'application/json', 'content-length', String(body.byteLength))
    response.writeHead(200, headers).end(body)
  }
}

/** A stream, a write for each batch; `[DONE]` when every choice has finished, an error event when it broke. */
export async function writeStream(
  reply: Reply<OperationName>,
  response: ServerResponse,
  options: HeaderOptions,
): Promise<void> {
  const headers = replyHeaders(reply, options)
  headers.push('content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-cache')
  response.writeHead(200, headers)
  try {
    for await (const batch of reply)
      if (batch.kind === 'chunks' && !response.write(eventBytes(batch))) await drained(response)
    response.end(doneEvent)
  } catch (error) {
    if (!TurnoutError.is(error)) throw error
    if (error.kind === 'cancelled') response.destroy()
    else response.end(errorEvent(error))
  }
}

/** A reader that is slow, or gone. */
async function drained(response: ServerResponse): Promise<void> {
  if (!response.destroyed && response.writableNeedDrain)
    await Promise.race([once(response, 'drain'), once(response, 'close')])
}
