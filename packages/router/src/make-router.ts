import {
  CancelScope,
  type OperationName,
  ProviderError,
  type RequestOf,
  type ResultOf,
  TurnoutError,
} from '@turnout/core'
import { ChunkStream } from './chunk-stream.ts'
import type { Ask } from './engine/ask.ts'
import { decode } from './engine/decode.ts'
import type { Engine } from './engine/engine.ts'
import type { Reply } from './engine/reply.ts'
import { resolveGroup } from './engine/resolve-group.ts'
import { route } from './engine/route.ts'
import { modelObjects } from './http/model-list.ts'
import { requestedFallbacks } from './policies/fallback.ts'
import { type CallInit, separate } from './request-options.ts'
import type { Plain, Router, Streaming } from './router.ts'
import { routerFetch } from './router-fetch.ts'

/** The outside of an engine. */
export function makeRouter(engine: Engine): Router {
  const call = <O extends OperationName>(operation: O, request: RequestOf<O>, init: CallInit = {}): Promise<Reply<O>> =>
    route(engine, () => understand(engine, operation, request, init))

  function completion(request: RequestOf<'chat'> & Plain, init?: CallInit): Promise<ResultOf<'chat'>>
  function completion(request: RequestOf<'chat'> & Streaming, init?: CallInit): Promise<ChunkStream<'chat'>>
  async function completion(request: RequestOf<'chat'>, init?: CallInit) {
    const reply = await call('chat', request, init)
    return request.stream === true ? new ChunkStream(reply) : wholeResult(reply)
  }

  type Text = 'textCompletion'
  function textCompletion(request: RequestOf<Text> & Plain, init?: CallInit): Promise<ResultOf<Text>>
  function textCompletion(request: RequestOf<Text> & Streaming, init?: CallInit): Promise<ChunkStream<Text>>
  async function textCompletion(request: RequestOf<Text>, init?: CallInit) {
    const reply = await call('textCompletion', request, init)
    return request.stream === true ? new ChunkStream(reply) : wholeResult(reply)
  }

  return {
    completion,
    textCompletion,
    embedding: async (request, init) => wholeResult(await call('embedding', request, init)),
    call,
    models: () => modelObjects(engine.config),
    fetch: routerFetch({ call, models: () => modelObjects(engine.config), server: engine.config.server }),
    async close() {
      await Promise.all([engine.store.close(), engine.runtime.transport.close?.()])
    },
  }
}

/** The request as the engine takes it: alias resolved once, options out, deadline fixed. */
function understand<O extends OperationName>(
  engine: Engine,
  operation: O,
  given: RequestOf<O>,
  givenInit: CallInit,
): Ask<O> {
  const { request, init } = separate(given, givenInit)
  const { model } = request
  const group = resolveGroup(engine, model)
  if (group === undefined)
    throw new TurnoutError('model-not-found', `The model \`${clip(model)}\` does not exist.`, { param: 'model' })
  const { clock, id } = engine.runtime
  const startedMs = clock.monotonicMs()
  return {
    ...{ operation, request, model, group, startedMs },
    requestId: init.requestId ?? id(),
    stream: request['stream'] === true,
    tags: init.tags ?? noTags,
    numRetries: init.numRetries,
    deadlineMs: startedMs + (init.deadlineMs ?? engine.config.deadlineMs ?? Infinity),
    timeoutMs: init.timeoutMs,
    fallbackPolicy: fallbacksOf(engine, init),
    scope: init.scope ?? scopeOf(init.signal),
  }
}

const noTags: readonly string[] = []

const clip = (model: string): string => (model.length > 100 ? `${model.slice(0, 100)}…` : model)

const fallbacksOf = (engine: Engine, { disableFallbacks, fallbacks }: CallInit) =>
  disableFallbacks ? requestedFallbacks([]) : fallbacks ? requestedFallbacks(fallbacks) : engine.fallbackPolicy

function scopeOf(signal: AbortSignal | undefined): CancelScope {
  const scope = new CancelScope()
  if (!signal) return scope
  const leave = () => scope.cancel(new ProviderError('cancelled', 'The caller went away.', { cause: signal.reason }))
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return scope
}

async function wholeResult<O extends OperationName>(reply: Reply<O>): Promise<ResultOf<O>> {
  const batch = await reply.whole()
  return decode(() => batch.result())
}
