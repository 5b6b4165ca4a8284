import type { ServerResponse } from 'node:http'
import type { Cancel, OperationName } from '@turnout/core'
import type { Reply } from '@turnout/router'
import {
  asTurnoutError,
  type ChunkHead,
  chunkHead,
  decisionEvent,
  doneEvent,
  errorEvent,
  eventBytes,
  explainedBody,
  type HeaderOptions,
  replyHeaders,
} from '@turnout/router/http'
import { ChunkWriter } from './chunk-writer.ts'
import type { KeepAlive } from './keep-alive.ts'

export interface AnswerOptions extends HeaderOptions {
  /** Whether it is to say how it came about. */
  readonly explain: boolean
}

export interface WriteOptions extends AnswerOptions {
  readonly keepAlive: KeepAlive
}

/** A plain answer: the provider's own bytes where there are any, in one write. */
export function writeWhole(reply: Reply<OperationName>, response: ServerResponse, options: AnswerOptions): void {
  const batch = reply.whole()
  const plain = batch.raw ?? Buffer.from(JSON.stringify(batch.result()))
  const body = options.explain ? explainedBody(plain, reply.decision) : plain
  const headers = replyHeaders(reply, { litellm: options.litellm, whole: true })
  headers.push('content-type', 'application/json', 'content-length', String(body.byteLength))
  response.writeHead(200, headers)
  if (body.byteLength < oneWriteBytes)
    response.end((body === batch.raw && batch.latin1) || asBuffer(body).toString('latin1'), 'latin1')
  else response.end(body)
}

/** Below this, copying a body to put it behind its head in one piece is cheaper than a second piece. */
const oneWriteBytes = 32 * 1024

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A stream, a write for each batch; `[DONE]` when every choice has finished, an error event when it broke. */
export async function writeStream(
  reply: Reply<OperationName>,
  response: ServerResponse,
  options: WriteOptions,
): Promise<void> {
  const headers = replyHeaders(reply, options)
  headers.push('content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-cache')
  response.writeHead(200, headers)
  const writer = new ChunkWriter(response)
  let head: ChunkHead | undefined
  let watched = false
  try {
    for await (const batch of reply) {
      if (batch.kind !== 'chunks') continue
      if (options.explain) head ??= chunkHead(batch)
      const keepsUp = writer.write(eventBytes(batch), batch.latin1)
      if (!watched) options.keepAlive.watch(response)
      watched = true
      if (!keepsUp) await drained(writer, reply)
    }
    writer.end(options.explain ? `${decisionEvent(reply, head)}${doneEvent}` : doneEvent)
  } catch (error) {
    const failure = asTurnoutError(error)
    if (failure.kind === 'cancelled') return void response.destroy()
    writer.end(errorEvent(failure, options.explain))
    if (failure.code === 'internal_error') throw failure
  }
}

/** Until a reader that is slow has caught up, or is gone, or the answer is let go of. */
async function drained(writer: ChunkWriter, reply: Reply<OperationName>): Promise<void> {
  const cancels: Cancel[] = []
  await new Promise<void>((resolve) => cancels.push(writer.drained(resolve), reply.onCut(resolve)))
  for (const cancel of cancels) cancel()
}
