import { contentType } from '@turnout/callbacks/prometheus'
import type { Clock } from '@turnout/core'
import type { RouterState } from '@turnout/router'
import { findModel, unknownPath } from '@turnout/router/http'
import type { FastifyInstance } from 'fastify'
import { answerError } from './answer-error.ts'
import type { Doorkeeper } from './authenticate.ts'
import { addCacheRoutes } from './cache-routes.ts'
import { addDecisionRoutes } from './decision-routes.ts'
import type { EventFeed } from './event-feed.ts'
import { addEventRoutes } from './event-routes.ts'
import { addExplainRoute } from './explain-route.ts'
import type { Front } from './front.ts'
import { addHealthRoutes, type Readiness } from './health-routes.ts'
import type { KeepAlive } from './keep-alive.ts'
import type { LeftOut } from './left-out.ts'
import { addModelInfoRoutes } from './model-info-routes.ts'
import type { Observers } from './observers.ts'
import type { ConfigHealth } from './reloads.ts'
import type { RunningRequests } from './running-requests.ts'
import { stateBody } from './state-body.ts'
import type { Worker } from './worker.ts'

export interface ServiceParts {
  /** The configuration that serves now. */
  readonly front: () => Front
  readonly configHealth: () => ConfigHealth
  readonly state: () => RouterState
  readonly observers: Observers
  /** Deployments that the file has, and that cannot serve. */
  readonly leftOut: () => readonly LeftOut[]
  readonly feed: EventFeed
  readonly keepAlive: KeepAlive
  readonly readiness: () => Readiness
  readonly running: RunningRequests
  readonly clock: Clock
  readonly worker: Worker | undefined
}

/** Everything around inference: what the proxy tells of itself, and errors in the table's form. */
export function addServiceRoutes(app: FastifyInstance, parts: ServiceParts): void {
  const { front, state, observers, running, clock, worker } = parts
  const who = worker ? { worker: { id: worker.id, of: worker.count } } : {}
  app.addHook('onRequest', async ({ url }, { raw }) => {
    if (!url.startsWith('/health/') && !isMetrics(url)) running.admit(raw)
    // Who asks about a request that was answered just now finds it: those who watch are told of it by then.
    await new Promise<void>((resolve) => clock.afterwards(resolve))
  })
  const locked = {
    onRequest: async (request: { headers: Parameters<Doorkeeper>[0] }) => front().letIn(request.headers),
  }
  const models = () => front().generation.models()

  for (const prefix of ['', '/v1']) {
    app.get(`${prefix}/models`, locked, async () => ({ object: 'list', data: models() }))
    app.get<{ Params: { '*': string } }>(`${prefix}/models/*`, locked, async ({ params }) =>
      findModel(models(), params['*']),
    )
  }

  app.get('/metrics', async ({ headers }, reply) => {
    const { generation, letIn } = front()
    if (generation.config.server.lockedMetrics) letIn(headers)
    return reply.header('content-type', contentType).send(await observers.metrics())
  })

  app.get('/router/state', locked, async () => ({ ...stateBody(state()), ...who }))

  addHealthRoutes(app, { ...parts, history: observers.history, locked, who })
  addModelInfoRoutes(app, { front, locked })
  addExplainRoute(app, { front, running, locked })
  addDecisionRoutes(app, { decisions: observers.decisions, locked, worker })
  addEventRoutes(app, { ...parts, locked })
  addCacheRoutes(app, { ...parts, locked, who })

  // Bodies are nobody's business here: an unknown path is unknown whatever it carries.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, body, done) => {
    body.resume()
    done(null)
  })
  app.setNotFoundHandler(({ method, url }) => {
    throw unknownPath(method, url.split('?')[0] ?? url)
  })
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply))
}

const isMetrics = (url: string): boolean => /^\/metrics(?:$|\?)/.test(url)
