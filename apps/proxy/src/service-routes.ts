import { contentType } from '@turnout/callbacks/prometheus'
import type { Clock } from '@turnout/core'
import type { RouterState } from '@turnout/router'
import { findModel, unknownPath } from '@turnout/router/http'
import type { FastifyInstance } from 'fastify'
import { answerError } from './answer-error.ts'
import type { Doorkeeper } from './authenticate.ts'
import { addCacheRoutes } from './cache-routes.ts'
import type { Front } from './front.ts'
import type { ConfigHealth } from './reloads.ts'
import type { RunningRequests } from './running-requests.ts'
import { stateBody } from './state-body.ts'
import type { Worker } from './worker.ts'

export interface ServiceParts {
  /** The configuration that serves now. */
  readonly front: () => Front
  readonly configHealth: () => ConfigHealth
  readonly state: () => RouterState
  /** In Prometheus's text format. */
  readonly metrics: () => string | Promise<string>
  /** Whether the process is about to end. */
  readonly isDraining: () => boolean
  readonly running: RunningRequests
  readonly clock: Clock
  readonly worker: Worker | undefined
}

/** Everything around inference: models, health, and errors in the table's form. */
export function addServiceRoutes(app: FastifyInstance, parts: ServiceParts): void {
  const { front, configHealth, state, metrics, isDraining, running } = parts
  const who = parts.worker ? { worker: { id: parts.worker.id, of: parts.worker.count } } : {}
  app.addHook('onRequest', async ({ url }, { raw }) => {
    if (!url.startsWith('/health/') && !isMetrics(url)) running.admit(raw)
  })
  const locked = {
    onRequest: async (request: { headers: Parameters<Doorkeeper>[0] }) => front().letIn(request.headers),
  }
  const models = () => front().generation.models()
  const deployments = () => front().generation.config.deployments

  for (const prefix of ['', '/v1']) {
    app.get(`${prefix}/models`, locked, async () => ({ object: 'list', data: models() }))
    app.get<{ Params: { '*': string } }>(`${prefix}/models/*`, locked, async ({ params }) =>
      findModel(models(), params['*']),
    )
  }

  for (const path of ['/health/liveliness', '/health/liveness'])
    app.get(path, async (_request, reply) => reply.type('application/json').send(JSON.stringify("I'm alive!")))
  app.get('/health/readiness', async (_request, reply) => {
    const status = isDraining() ? 'draining' : 'healthy'
    const { shared, status: store } = state().store
    const body = { status, deployments: deployments().length, ...(shared ? { store } : {}) }
    return reply.code(status === 'healthy' ? 200 : 503).send(body)
  })
  app.get('/health', locked, async () => ({
    healthy_endpoints: deployments().map(({ id, group, provider, model }) => ({
      id,
      group,
      model: `${provider}/${model}`,
    })),
    unhealthy_endpoints: [],
    healthy_count: deployments().length,
    unhealthy_count: 0,
    config: configHealth(),
    ...who,
  }))

  app.get('/metrics', async ({ headers }, reply) => {
    const { generation, letIn } = front()
    if (generation.config.server.lockedMetrics) letIn(headers)
    return reply.header('content-type', contentType).send(await metrics())
  })

  app.get('/router/state', locked, async () => ({ ...stateBody(state()), ...who }))

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
