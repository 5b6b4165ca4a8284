import { TurnoutError } from '@turnout/core'
import { errorBody } from '@turnout/router/http'
import type { FastifyInstance } from 'fastify'
import type { Doorkeeper } from './authenticate.ts'
import type { Front } from './front.ts'
import type { ConfigHealth } from './reloads.ts'

export interface ServiceParts {
  /** The configuration that serves now. */
  readonly front: () => Front
  readonly configHealth: () => ConfigHealth
}

/** Everything around inference: models, health, and errors in the table's form. */
export function addServiceRoutes(app: FastifyInstance, { front, configHealth }: ServiceParts): void {
  const locked = {
    onRequest: async (request: { headers: Parameters<Doorkeeper>[0] }) => front().letIn(request.headers),
  }
  const models = () => front().generation.models()
  const deployments = () => front().generation.config.deployments

  for (const prefix of ['', '/v1']) {
    app.get(`${prefix}/models`, locked, async () => ({ object: 'list', data: models() }))
    app.get<{ Params: { '*': string } }>(`${prefix}/models/*`, locked, async ({ params }) => {
      const model = models().find(({ id }) => id === params['*'])
      if (!model)
        throw new TurnoutError('model-not-found', `The model \`${params['*']}\` does not exist.`, { param: 'model' })
      return model
    })
  }

  for (const path of ['/health/liveliness', '/health/liveness'])
    app.get(path, async (_request, reply) => reply.type('application/json').send(JSON.stringify("I'm alive!")))
  app.get('/health/readiness', async () => ({ status: 'healthy', deployments: deployments().length }))
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
  }))

  app.setNotFoundHandler((request) => {
    const [path] = request.url.split('?')
    throw new TurnoutError('bad-request', `There is no ${request.method} ${path}.`, {
      status: 404,
      code: 'unknown_url',
    })
  })
  app.setErrorHandler((error, _request, reply) => {
    const failure = TurnoutError.is(error) ? error : unexpected(error)
    return reply.code(failure.status).type('application/json').send(errorBody(failure))
  })
}

/** What fastify itself refuses (a bad URL, an unreadable body) keeps its status; anything else is ours. */
function unexpected(error: unknown): TurnoutError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500
    ? new TurnoutError('bad-request', 'The request could not be read.', { status })
    : new TurnoutError('server', 'Something went wrong here.', { status: 500, code: 'internal_error' })
}
