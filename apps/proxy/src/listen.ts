import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { watchConnections } from './close-quiet-connections.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** The HTTP server, with bounds on slow callers. `onContinue` decides before a large body is invited. */
export function httpServer(handle: Handler, mayContinue: (request: IncomingMessage) => boolean): Server {
  const server = watchConnections(
    createServer({ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 75_000 }, handle),
  )
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (mayContinue(request)) response.writeContinue()
    server.emit('request', request, response)
  })
  return server
}

/** Whether only this machine can reach a server that listens on `host`. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
