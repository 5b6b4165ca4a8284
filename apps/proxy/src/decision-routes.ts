import {
  type DecisionRecord,
  decisionBody,
  isJsonObject,
  type Json,
  type JsonObject,
  TurnoutError,
} from '@turnout/core'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import { isSet, queryOf } from './query-of.ts'
import type { Worker } from './worker.ts'

/** The decisions that are remembered: the newest first. */
interface Decisions {
  list(limit?: number): readonly DecisionRecord[]
  find(requestId: string): DecisionRecord | undefined
}

export interface DecisionRouteParts {
  /** Undefined where none are. */
  readonly decisions: Decisions | undefined
  readonly locked: { readonly onRequest: onRequestHookHandler }
  readonly worker: Worker | undefined
}

/** What workers call them among themselves. */
const sharedNames = { list: 'decisions', one: 'decision' }

const usual = 20

interface Wish {
  readonly limit: number
  readonly failed: boolean
  readonly model: string | null
}

/** What became of the last requests, and why; of all workers together. */
export function addDecisionRoutes(app: FastifyInstance, { decisions, locked, worker }: DecisionRouteParts): void {
  const list = (wish: Wish): readonly JsonObject[] => {
    const found = decisions?.list().filter((record) => fits(record, wish)) ?? []
    return found.slice(0, wish.limit).map(decisionBody)
  }
  const one = (requestId: string): JsonObject | null => {
    const record = decisions?.find(requestId)
    return record ? decisionBody(record) : null
  }
  worker?.provide(sharedNames.list, (about) => list(wishOf(isJsonObject(about) ? about : {})))
  worker?.provide(sharedNames.one, (about) => (typeof about === 'string' ? one(about) : null))

  app.get('/router/decisions', locked, async ({ url }) => {
    const wish = wishIn(queryOf(url))
    const told = worker ? await worker.collect(sharedNames.list, { ...wish }) : [list(wish)]
    return { data: newestFirst(told).slice(0, wish.limit) }
  })

  app.get<{ Params: { '*': string } }>('/router/decisions/*', locked, async ({ params }) => {
    const requestId = params['*']
    const told = worker ? await worker.collect(sharedNames.one, requestId) : [one(requestId)]
    return newestFirst([told])[0] ?? notKept(requestId)
  })
}

const fits = ({ failure, model, asked, group }: DecisionRecord, wish: Wish): boolean =>
  (!wish.failed || failure !== undefined) && (wish.model === null || [model, asked, group].includes(wish.model))

function wishIn(query: URLSearchParams): Wish {
  const limit = Number(query.get('limit') ?? usual)
  if (!Number.isInteger(limit) || limit < 1)
    throw new TurnoutError('bad-request', '`limit` is a whole number from 1.', {
      code: 'invalid_value',
      param: 'limit',
    })
  return { limit, failed: isSet(query, 'failed'), model: query.get('model') }
}

/** As another worker has understood it. */
const wishOf = ({ limit, failed, model }: JsonObject): Wish => ({
  limit: typeof limit === 'number' ? limit : usual,
  failed: failed === true,
  model: typeof model === 'string' ? model : null,
})

/** ISO times sort as text. */
const newestFirst = (told: readonly Json[]): readonly JsonObject[] =>
  told
    .flatMap((list) => (Array.isArray(list) ? list.filter((entry): entry is JsonObject => isJsonObject(entry)) : []))
    .toSorted((one, other) => (endOf(one) < endOf(other) ? 1 : -1))

const endOf = ({ ended_at }: JsonObject): string => String(ended_at)

function notKept(requestId: string): never {
  const message = `Of the request ${requestId.slice(0, 128)} nothing is kept, or no more.`
  throw new TurnoutError('bad-request', message, { status: 404, code: 'unknown_request' })
}
