import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as SocketServer } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A caller who sends nothing, or too slowly, is looked for often enough to have about as long as is said here. */
const times = {
  ...{ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 75_000 },
  connectionsCheckingInterval: 5_000,
}

/** The HTTP server, with bounds on slow callers. `mayContinue` decides whether a large body is invited. */
export function httpServer(handle: Handler, mayContinue: (request: IncomingMessage) => boolean): Server {
  const server = createServer(times, handle)
  // A caller that has closed its half may still wait for its answer; Node's types do not know this.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (mayContinue(request)) response.writeContinue()
    server.emit('request', request, response)
  })
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    server.emit('request', request, response),
  )
  return server
}

/** Unlike the server's own `close` it closes no idle connections: a request may be on its way on any of them. */
export const stopListening = (server: Server): void => void SocketServer.prototype.close.call(server)
