import type { OperationName, RequestOf, ResultOf, RouterConfig } from '@turnout/core'
import { ChunkStream } from './chunk-stream.ts'
import { describeChange } from './describe-change.ts'
import { decode } from './engine/decode.ts'
import type { Engine } from './engine/engine.ts'
import { groupMembers } from './engine/groups-of.ts'
import type { Reply } from './engine/reply.ts'
import { makeGeneration } from './generation.ts'
import type { CallInit } from './request-options.ts'
import type { Plain, Router, Streaming } from './router.ts'
import { routerFetch } from './router-fetch.ts'
import { stateOf } from './router-state.ts'
import { storeWatch } from './store-watch.ts'

/** Makes an engine of another configuration, from what the one before it leaves. */
export type Rebuild = (config: RouterConfig, before: Engine) => Promise<Engine>

/** The outside of an engine, and of those that take its place. */
export function makeRouter(first: Engine, rebuild: Rebuild, later?: Promise<Engine>): Router {
  let engine = first
  const watch = storeWatch(() => engine)
  const activate = (next: Engine): void => {
    const { answers } = engine
    engine = next
    if (answers && answers.kind !== 'own' && answers.cache !== next.answers?.cache)
      void answers.careful.close().catch(() => {})
    next.soft?.serve(groupMembers(next))
    watch.attend(next.store)
  }
  activate(first)
  const complete = later?.then((known) => engine === first && activate(known))
  const firstGeneration = makeGeneration(
    first,
    1,
    later?.catch(() => first),
  )
  // What the first one waits for, the next ones need, too: its store.
  let reloading: Promise<unknown> = complete?.catch(() => {}) ?? Promise.resolve()

  const call = <O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Reply<O>> =>
    router.generation.call(operation, request, init)

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

  const replace = async (config: RouterConfig) => {
    const next = await rebuild(config, engine)
    const change = describeChange(engine.config, next.config)
    activate(next)
    const number = router.generation.number + 1
    router.generation = makeGeneration(next, number)
    return { generation: number, ...change }
  }

  // No getter for what changes: an object with one of its own is of a kind of its own, and is kept long after its end.
  const router: { -readonly [Name in keyof Router]: Router[Name] } = {
    completion,
    textCompletion,
    embedding: async (request, init) => wholeResult(await call('embedding', request, init)),
    rerank: async (request, init) => wholeResult(await call('rerank', request, init)),
    call,
    explain: (operation, request, init) => router.generation.explain(operation, request, init),
    listen: (callback) => engine.events.listen(callback),
    models: () => router.generation.models(),
    state: () => stateOf(engine, router.generation.number, watch.status()),
    watchStore: watch.listen,
    fetch: routerFetch(() => router.generation),
    generation: firstGeneration,
    reload(config) {
      const reloaded = reloading.then(() => replace(config))
      reloading = reloaded.catch(() => {})
      return reloaded
    },
    async close() {
      await complete?.catch(() => {})
      await engine.soft?.close()
      await engine.events.close()
      await Promise.all([engine.store.close(), engine.answers?.careful.close(), engine.runtime.transport.close?.()])
    },
  }
  return router
}

async function wholeResult<O extends OperationName>(reply: Reply<O>): Promise<ResultOf<O>> {
  const batch = reply.whole()
  return decode(() => batch.result())
}
