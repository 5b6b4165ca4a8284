import { TurnoutError } from '@turnout/core'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import type { Front } from './front.ts'
import { modelGroupBody } from './model-group-body.ts'
import { modelInfoBody } from './model-info-body.ts'
import { queryOf } from './query-of.ts'

export interface ModelInfoRouteParts {
  readonly front: () => Front
  readonly locked: { readonly onRequest: onRequestHookHandler }
}

/** LiteLLM's lists of deployments and of groups. */
export function addModelInfoRoutes(app: FastifyInstance, { front, locked }: ModelInfoRouteParts): void {
  for (const prefix of ['', '/v1']) {
    app.get(`${prefix}/model/info`, locked, async ({ url }) => {
      const query = queryOf(url)
      const [id, model] = [query.get('litellm_model_id'), query.get('model')]
      const { generation } = front()
      const { aliases } = generation.config
      const deployments = await generation.described()
      const group = model !== null && Object.hasOwn(aliases, model) ? aliases[model]?.group : model
      const found = deployments.filter((it) => (id === null || it.id === id) && (group === null || it.group === group))
      if (id !== null && found.length === 0) throw unknownId(id)
      return { data: found.map(modelInfoBody) }
    })

    app.get(`${prefix}/model_group/info`, locked, async ({ url }) => {
      const wanted = queryOf(url).get('model_group')
      const groups = [...Map.groupBy(await front().generation.described(), ({ group }) => group)]
      const found = groups.filter(([group]) => wanted === null || group === wanted)
      return { data: found.map(([group, deployments]) => modelGroupBody(group, deployments)) }
    })
  }
}

const unknownId = (id: string): TurnoutError =>
  new TurnoutError('bad-request', `There is no deployment \`${id.slice(0, 100)}\`.`, { param: 'litellm_model_id' })
