import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the provider saw it. */
export interface Asked {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Resolves with the time (ms since the epoch) at which the connection was closed before the answer was complete. */
  readonly left: Promise<number>
}

export type Answer = (response: ServerResponse, asked: Asked) => void | Promise<void>

/** A provider of its own on loopback, for whole-process tests: answers by function and remembers what it was asked. */
export async function startUpstream(answer: Answer) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const left = Promise.withResolvers<number>()
    response.on('close', () => {
      if (!response.writableFinished) left.resolve(Date.now())
    })
    const seen = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(pieces).toString(),
      left: left.promise,
    }
    asked.push(seen)
    await answer(response, seen)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    asked,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A plain chat completion that says `text`. */
export const completion = (text: string, model = 'upstream-model'): string =>
  JSON.stringify({
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1_700_000_000, model },
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  })

/** An event of a chat stream. */
export const event = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({
    ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'upstream-model' },
    choices: [{ index: 0, delta, finish_reason }],
  })}\n\n`

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

export const startEvents = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' })
