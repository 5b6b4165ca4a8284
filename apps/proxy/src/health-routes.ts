import { type Clock, TurnoutError } from '@turnout/core'
import type { RouterState } from '@turnout/router'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import type { DeploymentHistory } from './deployment-history.ts'
import type { Front } from './front.ts'
import { healthBody } from './health-body.ts'
import { checkHealth } from './health-check.ts'
import type { LeftOut } from './left-out.ts'
import { isSet, queryOf } from './query-of.ts'
import type { ConfigHealth } from './reloads.ts'
import type { RunningRequests } from './running-requests.ts'

export type Readiness = 'healthy' | 'draining' | 'overloaded'

export interface HealthRouteParts {
  readonly front: () => Front
  readonly state: () => RouterState
  readonly configHealth: () => ConfigHealth
  readonly history: DeploymentHistory
  /** Deployments that the file has, and that cannot serve. */
  readonly leftOut: () => readonly LeftOut[]
  /** Whether the process is about to end, or has no room for anybody. */
  readonly readiness: () => Readiness
  readonly running: RunningRequests
  readonly clock: Clock
  readonly locked: { readonly onRequest: onRequestHookHandler }
  /** Which of several workers this is, as answers tell it. */
  readonly who: object
}

/** Whether the process runs, whether it serves, and how its deployments are. */
export function addHealthRoutes(app: FastifyInstance, parts: HealthRouteParts): void {
  const { front, state, configHealth, history, leftOut, readiness, running, clock, locked, who } = parts

  for (const path of ['/health/liveliness', '/health/liveness'])
    app.get(path, async (_request, reply) => reply.type('application/json').send(JSON.stringify("I'm alive!")))

  app.get('/health/readiness', async (_request, reply) => {
    const status = readiness()
    const { shared, status: store } = state().store
    const { deployments } = front().generation.config
    const body = { status, deployments: deployments.length, ...(shared ? { store } : {}) }
    return reply.code(status === 'healthy' ? 200 : 503).send(body)
  })

  app.get('/health', locked, async ({ url }, { raw }) => {
    const query = queryOf(url)
    const { generation } = front()
    const wanted = selectionOf(generation.config.deployments, query)
    const scope = running.begin(raw)
    const checked = isSet(query, 'check') ? await checkHealth(wanted, { generation, clock, scope }) : undefined
    const ids = new Set(wanted.map(({ id }) => id))
    const now = state()
    const listed = { ...now, deployments: now.deployments.filter(({ id }) => ids.has(id)) }
    const missing = query.has('model') || query.has('model_id') ? [] : leftOut()
    return {
      ...healthBody({ state: listed, leftOut: missing, history, clock, checked }),
      config: configHealth(),
      ...who,
    }
  })
}

interface Named {
  readonly id: string
  readonly group: string
  readonly provider: string
  readonly model: string
}

/** `?model=` is a group or a model, `?model_id=` a deployment. */
function selectionOf<T extends Named>(deployments: readonly T[], query: URLSearchParams): readonly T[] {
  const [model, modelId] = [query.get('model'), query.get('model_id')]
  const found = deployments.filter(
    ({ id, group, provider, model: name }) =>
      (modelId === null || id === modelId) && (model === null || group === model || `${provider}/${name}` === model),
  )
  if (found.length === 0 && (model !== null || modelId !== null))
    throw new TurnoutError(
      'model-not-found',
      `There is no deployment of \`${(modelId ?? model ?? '').slice(0, 100)}\`.`,
    )
  return found
}
