import type { ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { LineSink } from '@turnout/callbacks/access-log'
import type { Loaded, Problem } from '@turnout/config-loader'
import { type RouterConfig, systemClock, systemId } from '@turnout/core'
import { createRouterFrom, type Instances, type ReloadReport, type RouterState } from '@turnout/router'
import { inferencePath, requestIdIn } from '@turnout/router/http'
import fastify from 'fastify'
import { type Logger, pino } from 'pino'
import { answerError } from './answer-error.ts'
import { watchConnections } from './close-quiet-connections.ts'
import type { DrainTimes } from './drain.ts'
import { EventFeed } from './event-feed.ts'
import { frontOf } from './front.ts'
import { tellWhoIsGone } from './half-closed.ts'
import { type InferenceParts, infer } from './inference.ts'
import { KeepAlive } from './keep-alive.ts'
import { leftOutIn } from './left-out.ts'
import { httpServer } from './listen.ts'
import { collectGarbage } from './load/collect-garbage.ts'
import { LoadGuard } from './load/load-guard.ts'
import { processLoad } from './load/process-load.ts'
import { tellOfLoad } from './load/tell-of-load.ts'
import { isLoopback } from './loopback.ts'
import { Observers } from './observers.ts'
import { orderlyEnd, type PhaseListener } from './orderly-end.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { type ConfigHealth, Reloads } from './reloads.ts'
import { RunningRequests } from './running-requests.ts'
import { addServiceRoutes } from './service-routes.ts'
import { tellOfStore } from './tell-of-store.ts'
import type { Worker } from './worker.ts'

export interface ProxyOptions {
  /** Default: `127.0.0.1`. Anything but loopback needs a master key. */
  readonly host?: string
  /** Default: 4000; 0 picks a free one. */
  readonly port?: number
  /** Default: warnings and errors to standard error. */
  readonly log?: Logger
  /** Where the access log goes, a line a request; absent: there is none. */
  readonly accessLog?: LineSink
  readonly instances?: Instances
  /** What is known of the configuration: which deployments it has, and cannot serve. */
  readonly problems?: readonly Problem[]
  /** Where this is one of several processes that serve the port. */
  readonly worker?: Worker
  /** Memory stays full although nobody is let in: only a new process helps. */
  readonly onExhausted?: () => void
}

/** `delayMs` is 0 and `timeoutMs` as configured, unless set. */
export interface CloseOptions extends Partial<DrainTimes> {
  readonly onPhase?: PhaseListener
}

export interface RunningProxy {
  readonly url: string
  /** The configuration that serves now. */
  readonly config: RouterConfig
  /** How the router is at this moment, as `/router/state` tells it. */
  state(): RouterState
  /** How the configuration stands, as `/health` tells it. */
  readonly configHealth: ConfigHealth
  /**
   * Takes a configuration that was loaded anew, whole or not at all: running requests and streams end on the old one.
   * Undefined when it was not taken; `configHealth` says why.
   */
  reload(loaded: Loaded): Promise<ReloadReport | undefined>
  /**
   * Takes no new requests, lets the running ones end, and lets go of everything. Meanwhile it may be called again, to
   * have it sooner.
   */
  close(options?: CloseOptions): Promise<void>
}

/** Serves a configuration as an OpenAI-compatible server. Throws when it may not, or cannot, listen. */
export async function startProxy(config: RouterConfig, options: ProxyOptions = {}): Promise<RunningProxy> {
  const {
    host = '127.0.0.1',
    port = 4000,
    log = pino({ level: 'warn' }, pino.destination(2)),
    accessLog,
    instances,
  } = options
  const mayNot = objectionTo(config, host)
  if (mayNot) throw new Error(mayNot)
  const clock = instances?.runtime?.clock ?? systemClock
  const observers = new Observers({ clock, log, sink: accessLog, worker: options.worker, server: config.server })
  const onCallbackWarning = (message: string) => log.warn(message)
  const router = await createRouterFrom(config, { onCallbackWarning, ...observers.beside(instances) })
  observers.watch(router)
  router.watchStore((report) => tellOfStore(log, report, router.generation.config.state?.onStoreError ?? 'share'))
  const reloads = new Reloads(router, clock, (next) => objectionTo(next, host))
  let leftOut = leftOutIn(options.problems ?? [])
  let front = frontOf(router.generation)
  const [running, keepAlive] = [new RunningRequests(), new KeepAlive(clock)]
  const feed = new EventFeed((callback) => router.listen(callback), clock)
  const guard = new LoadGuard({
    clock,
    settings: () => router.generation.config.server.loadShedding,
    load: processLoad(options.worker?.count),
    collect: collectGarbage,
    tell(report) {
      tellOfLoad(log, report)
      if (report.status === 'exhausted') options.onExhausted?.()
    },
  })
  const parts: InferenceParts = { log, clock, newId: instances?.runtime?.id ?? systemId, running, keepAlive, guard }
  const app = fastify({
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, connections.isAnswering(socket)),
    genReqId: ({ headers }) => requestIdIn((name) => String(headers[name] ?? '')) ?? parts.newId(),
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
  app.server.on('connection', (socket: Socket) =>
    socket.once('end', () => tellWhoIsGone<ServerResponse>(connections.latest(socket), clock, keepAlive)),
  )
  const end = orderlyEnd({ server: app.server, connections, running, feed, clock })
  addServiceRoutes(app, {
    front: () => front,
    configHealth: () => reloads.health,
    state: () => router.state(),
    leftOut: () => leftOut,
    readiness: () => (end.begun ? 'draining' : guard.reason === 'memory' ? 'overloaded' : 'healthy'),
    ...{ observers, feed, keepAlive, running, clock },
    worker: options.worker,
  })
  await app.listen({ host, port }).catch(async (error: unknown) => {
    guard.stop()
    await router.close()
    throw error
  })
  const address = app.server.address() as AddressInfo
  let closed: Promise<void> | undefined
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    get config() {
      return router.generation.config
    },
    state: () => router.state(),
    get configHealth() {
      return reloads.health
    },
    async reload(loaded) {
      const report = await reloads.take(loaded)
      if (report) {
        front = frontOf(router.generation)
        leftOut = leftOutIn(loaded.problems)
      }
      return report
    },
    close({ delayMs = 0, timeoutMs = router.generation.config.server.drainTimeoutMs, onPhase } = {}) {
      const ended = end.begin({ delayMs, timeoutMs }, onPhase)
      closed ??= ended.then(async () => {
        keepAlive.stop()
        guard.stop()
        await app.close()
        await router.close()
        await observers.close()
      })
      return closed
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
