import type { Deployment, Explanation, OperationName, RequestOf, RouterConfig, TurnoutError } from '@turnout/core'
import { loadModelInfo } from '@turnout/model-info'
import { cached } from './cache/cached.ts'
import { routerCache } from './cache/router-cache-of.ts'
import type { Ask } from './engine/ask.ts'
import type { Engine } from './engine/engine.ts'
import { type Refused, refuse } from './engine/refuse.ts'
import type { Reply } from './engine/reply.ts'
import { route } from './engine/route.ts'
import { explain } from './explain/explain.ts'
import { asTurnoutError } from './http/as-turnout-error.ts'
import { type ModelObject, modelObjects } from './http/model-list.ts'
import { type ParsedBody, parseBody } from './http/parse-body.ts'
import type { CallInit } from './request-options.ts'
import type { RouterCache } from './router-cache.ts'
import { understand } from './understand.ts'

/** One configuration at work. Whoever holds it is served by it to the end, whatever is loaded meanwhile. */
export interface Generation {
  /** From 1, one more with each reload. */
  readonly number: number
  readonly config: RouterConfig
  /** Any operation, as batches with raw bytes and the facts of how it came about. Rejects with a `TurnoutError`. */
  call<O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Reply<O>>
  /** What would become of it: nobody is asked, and nothing remembered. Rejects with a `TurnoutError` where it would not be taken. */
  explain<O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Explanation>
  /** The bytes of a request's body → what `call` takes. Throws a `TurnoutError` that says what to mend. */
  parse<O extends OperationName>(operation: O, bytes: Uint8Array, pathModel?: string): ParsedBody<O>
  /** Tells callbacks of a request that was not taken before it came here: the event that ends it. */
  refuse(refused: Refused, error: TurnoutError): void
  /** Absent where answers are not kept. */
  readonly cache?: RouterCache
  /** The deployments of the configuration, with the prices and windows that are known of their models. */
  described(): Promise<readonly Deployment[]>
  /** What may be asked for, as `GET /v1/models` lists it. */
  models(): readonly ModelObject[]
}

/** `later`: an engine that knows more, for which requests wait. */
export const makeGeneration = (engine: Engine, number: number, later?: Promise<Engine>): Generation => ({
  number,
  config: engine.config,
  ...(engine.config.cache ? { cache: routerCache(engine.config.cache, engine, later) } : {}),
  call(operation, request, init = {}) {
    const ask = (known: Engine) => {
      const understood = () => taken(known, operation, request, init)
      return known.answers ? cached(known, known.answers, understood) : route(known, understood)
    }
    return later ? later.then(ask) : ask(engine)
  },
  async explain(operation, request, init = {}) {
    const known = later ? await later : engine
    return explain(known, understand(known, operation, request, init))
  },
  parse: (operation, bytes, pathModel) => parseBody(operation, bytes, pathModel, engine.answers?.bodies),
  refuse: (refused, error) => refuse(engine, refused, error),
  described: async () => engine.config.deployments.map((await loadModelInfo()).complete),
  models: () => modelObjects(engine.config),
})

/** What the request asks for; where that cannot be, callbacks hear of it. */
function taken<O extends OperationName>(engine: Engine, operation: O, request: RequestOf<O>, init: CallInit): Ask<O> {
  try {
    return understand(engine, operation, request, init)
  } catch (error) {
    refuse(engine, { operation, requestId: init.requestId, model: request.model }, asTurnoutError(error))
    throw error
  }
}
