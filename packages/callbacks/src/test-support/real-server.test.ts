import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { Runtime, Transport } from '@turnout/core'
import { systemClock, systemId, systemRandom } from '@turnout/core'

export interface Received {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A real HTTP server that remembers what came, and answers 200. */
export async function realServer() {
  const received: Received[] = []
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = []
    for await (const piece of incoming) pieces.push(piece)
    const { method, url, headers } = incoming
    received.push({ method, path: url, headers, body: Buffer.concat(pieces).toString() })
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { received, host: `127.0.0.1:${address.port}`, close }
}

/** The real network by Node's own client: this package has none. */
const nodeTransport: Transport = {
  dispatch({ origin, path, method, headers, body }, handler) {
    const controller = { pause: () => {}, resume: () => {}, abort: (reason: Error) => void outgoing.destroy(reason) }
    const outgoing = request(new URL(path, origin), { method, agent: false })
    for (let i = 0; i + 1 < headers.length; i += 2) outgoing.setHeader(headers[i] ?? '', headers[i + 1] ?? '')
    outgoing.on('error', (error) => handler.onResponseError(controller, error))
    outgoing.on('response', (answer) => {
      handler.onResponseStart(controller, answer.statusCode ?? 0, answer.headers)
      answer.on('data', (chunk: Uint8Array) => handler.onResponseData(controller, chunk))
      answer.on('end', () => handler.onResponseEnd(controller, {}))
    })
    handler.onRequestStart(controller)
    outgoing.end(body)
  },
}

export const realRuntime: Runtime = { clock: systemClock, random: systemRandom, id: systemId, transport: nodeTransport }
