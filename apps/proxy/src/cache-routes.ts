import { type Clock, type Json, TurnoutError } from '@turnout/core'
import type { RouterCache } from '@turnout/router'
import type { FastifyInstance, onRequestHookHandler } from 'fastify'
import { cachePingBody } from './cache-ping-body.ts'
import { cacheTrouble } from './cache-trouble.ts'
import type { Front } from './front.ts'
import { keysInBody } from './keys-in-body.ts'
import { readBody } from './read-body.ts'
import type { RunningRequests } from './running-requests.ts'
import type { Worker } from './worker.ts'

export interface CacheRouteParts {
  /** The configuration that serves now. */
  readonly front: () => Front
  readonly locked: { readonly onRequest: onRequestHookHandler }
  readonly running: RunningRequests
  readonly clock: Clock
  readonly worker: Worker | undefined
  /** Which of several workers this is, as answers tell it. */
  readonly who: object
}

/** What workers call the forgetting of answers among themselves. */
const sharedName = 'cache-delete'

/** Is the response cache there, and forget these answers. */
export function addCacheRoutes(app: FastifyInstance, { front, locked, running, clock, worker, who }: CacheRouteParts) {
  const kept = (): RouterCache => front().generation.cache ?? notKept()

  app.get('/cache/ping', locked, async () => {
    const cache = kept()
    const startedMs = clock.monotonicMs()
    await orTrouble(cache, cache.ping())
    return { ...cachePingBody(cache, clock.monotonicMs() - startedMs), ...who }
  })

  worker?.provide(sharedName, (keys) => front().generation.cache?.delete(textsIn(keys)) ?? 0)
  const deleteFrom = async (cache: RouterCache, keys: readonly string[]): Promise<number> => {
    // What is kept in Redis is everybody's; each process has a memory of its own.
    if (!worker || cache.kind === 'redis') return orTrouble(cache, cache.delete(keys))
    const told = await worker.collect(sharedName, keys)
    return told.reduce<number>((sum, count) => sum + Number(count), 0)
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body))
    scope.post('/cache/delete', locked, async ({ raw }, reply) => {
      const cache = kept()
      const { maxRequestBytes } = front().generation.config.server
      const keys = keysInBody(await readBody(raw, maxRequestBytes, running.begin(reply.raw)))
      return { status: 'success', deleted: await deleteFrom(cache, keys) }
    })
  })
}

async function orTrouble<T>(cache: RouterCache, done: Promise<T>): Promise<T> {
  try {
    return await done
  } catch (error) {
    throw cacheTrouble(error, cache)
  }
}

function notKept(): never {
  const message =
    'Answers are not kept: `cache: true` in `litellm_settings`, or `cache_responses: true` in `router_settings`, turns that on.'
  throw new TurnoutError('bad-request', message, { status: 404, code: 'cache_off' })
}

const textsIn = (keys: Json): readonly string[] =>
  Array.isArray(keys) ? keys.filter((key: unknown) => typeof key === 'string') : []
