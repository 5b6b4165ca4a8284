import type { AddressInfo } from 'node:net'
import { type RouterConfig, systemClock, systemId } from '@turnout/core'
import { createRouterFrom, type Instances } from '@turnout/router'
import { inferencePath } from '@turnout/router/http'
import fastify from 'fastify'
import { type Logger, pino } from 'pino'
import { doorkeeper } from './authenticate.ts'
import { closeQuietConnections } from './close-quiet-connections.ts'
import { type InferenceParts, infer } from './inference.ts'
import { httpServer, isLoopback } from './listen.ts'
import { addServiceRoutes } from './service-routes.ts'

export interface ProxyOptions {
  /** Default: `127.0.0.1`. Anything but loopback needs a master key. */
  readonly host?: string
  /** Default: 4000; 0 picks a free one. */
  readonly port?: number
  /** Default: warnings and errors to standard error. */
  readonly log?: Logger
  readonly instances?: Instances
}

export interface RunningProxy {
  readonly url: string
  /** Takes no new requests, lets the running ones end, and lets go of everything. */
  close(): Promise<void>
}

/** Serves a configuration as an OpenAI-compatible server. Throws when it may not, or cannot, listen. */
export async function startProxy(config: RouterConfig, options: ProxyOptions = {}): Promise<RunningProxy> {
  const { host = '127.0.0.1', port = 4000, log = pino({ level: 'warn' }, pino.destination(2)), instances } = options
  const { masterKey, maxRequestBytes, litellmHeaders } = config.server
  if (!masterKey && !isLoopback(host))
    throw new Error(`Without general_settings.master_key only loopback may be listened on, not ${host}.`)
  const router = await createRouterFrom(config, instances)
  const letIn = doorkeeper(masterKey)
  const parts: InferenceParts = {
    ...{ router, letIn, maxRequestBytes, litellmHeaders, log },
    ...{ clock: instances?.runtime?.clock ?? systemClock, newId: instances?.runtime?.id ?? systemId },
  }
  const app = fastify({
    clientErrorHandler: refuseUnreadable,
    serverFactory: (around) =>
      httpServer(
        (request, response) => {
          const path = request.method === 'POST' ? inferencePath(pathOf(request.url ?? '/')) : undefined
          if (path) void infer(parts, path, request, response)
          else around(request, response)
        },
        ({ headers }) => Number(headers['content-length'] ?? 0) <= maxRequestBytes,
      ),
  })
  addServiceRoutes(app, { router, config, letIn })
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async close() {
      const stop = closeQuietConnections(app.server, parts.clock)
      await app.close()
      stop()
      await router.close()
    },
  }
}

const pathOf = (url: string): string => {
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}

/** What is not HTTP gets the table's form too, and the connection is closed. */
function refuseUnreadable(
  error: Error & { code?: string },
  socket: { writable: boolean; end(text: string): void },
): void {
  if (!socket.writable || error.code === 'ECONNRESET') return
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const body = JSON.stringify({
    error: {
      message: 'The request is not readable HTTP.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_http',
    },
  })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
