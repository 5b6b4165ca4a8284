import type { AddressInfo } from 'node:net'
import type { Loaded } from '@turnout/config-loader'
import { type RouterConfig, systemClock, systemId } from '@turnout/core'
import { createRouterFrom, type Instances, type ReloadReport } from '@turnout/router'
import { callerOptions, inferencePath } from '@turnout/router/http'
import fastify from 'fastify'
import { type Logger, pino } from 'pino'
import { answerError } from './answer-error.ts'
import { closeQuietConnections, watchConnections } from './close-quiet-connections.ts'
import { frontOf } from './front.ts'
import { type InferenceParts, infer } from './inference.ts'
import { httpServer } from './listen.ts'
import { isLoopback } from './loopback.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { type ConfigHealth, Reloads } from './reloads.ts'
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
  /** How the configuration stands, as `/health` tells it. */
  readonly configHealth: ConfigHealth
  /**
   * Takes a configuration that was loaded anew, whole or not at all: running requests and streams end on the old one.
   * Undefined when it was not taken; `configHealth` says why.
   */
  reload(loaded: Loaded): Promise<ReloadReport | undefined>
  /** Takes no new requests, lets the running ones end, and lets go of everything. */
  close(): Promise<void>
}

/** Serves a configuration as an OpenAI-compatible server. Throws when it may not, or cannot, listen. */
export async function startProxy(config: RouterConfig, options: ProxyOptions = {}): Promise<RunningProxy> {
  const { host = '127.0.0.1', port = 4000, log = pino({ level: 'warn' }, pino.destination(2)), instances } = options
  const mayNot = objectionTo(config, host)
  if (mayNot) throw new Error(mayNot)
  const clock = instances?.runtime?.clock ?? systemClock
  const router = await createRouterFrom(config, instances)
  const reloads = new Reloads(router, clock, (next) => objectionTo(next, host))
  let front = frontOf(router.generation)
  const parts: InferenceParts = { log, clock, newId: instances?.runtime?.id ?? systemId }
  const app = fastify({
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, connections.isAnswering(socket)),
    genReqId: ({ headers }) => callerOptions((name) => String(headers[name] ?? '')).requestId ?? parts.newId(),
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
    serverFactory: (around) =>
      httpServer(
        (request, response) => {
          const path = request.method === 'POST' ? inferencePath(pathOf(request.url ?? '/')) : undefined
          if (path) void infer(parts, front, path, request, response)
          else around(request, response)
        },
        ({ headers }) => Number(headers['content-length'] ?? 0) <= front.generation.config.server.maxRequestBytes,
      ),
  })
  const connections = watchConnections(app.server)
  addServiceRoutes(app, { front: () => front, configHealth: () => reloads.health })
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    get configHealth() {
      return reloads.health
    },
    async reload(loaded) {
      const report = await reloads.take(loaded)
      if (report) front = frontOf(router.generation)
      return report
    },
    async close() {
      const stop = closeQuietConnections(app.server, connections, clock)
      await app.close()
      stop()
      await router.close()
    },
  }
}

/** Why a configuration may not be served on this host; undefined when it may. */
const objectionTo = ({ server }: RouterConfig, host: string): string | undefined =>
  server.masterKey || isLoopback(host)
    ? undefined
    : `Without general_settings.master_key only loopback may be listened on, not ${host}.`

const pathOf = (url: string): string => {
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}
