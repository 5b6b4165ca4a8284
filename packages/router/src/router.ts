import type {
  Callback,
  Cancel,
  ChatCompletion,
  ChatRequest,
  EmbeddingRequest,
  EmbeddingResponse,
  Explanation,
  OperationName,
  RequestOf,
  RerankRequest,
  RerankResponse,
  RouterConfig,
  StoreReport,
  TextCompletion,
  TextCompletionRequest,
} from '@turnout/core'
import type { ChunkStream } from './chunk-stream.ts'
import type { ConfigChange } from './describe-change.ts'
import type { Reply } from './engine/reply.ts'
import type { Generation } from './generation.ts'
import type { ModelObject } from './http/model-list.ts'
import type { CallInit } from './request-options.ts'
import type { RouterState } from './router-state.ts'

/** A request whose `model` must be one of `Group`. */
type Named<R, Group extends string> = { [K in keyof R as K extends 'model' | 'stream' ? never : K]: R[K] } & {
  readonly model: Group
}
export type Plain = { readonly stream?: false | null }
export type Streaming = { readonly stream: true }

/** What a reload did. */
export interface ReloadReport extends ConfigChange {
  /** The number of the configuration that is at work from now on. */
  readonly generation: number
}

/** Many deployments behind each name. `Group` is the union of names that may be asked for. Methods throw `TurnoutError`. */
export interface Router<Group extends string = string> {
  /** A chat completion; with `stream: true` its chunks as they come. */
  completion(request: Named<ChatRequest, Group> & Plain, init?: CallInit): Promise<ChatCompletion>
  completion(request: Named<ChatRequest, Group> & Streaming, init?: CallInit): Promise<ChunkStream<'chat'>>
  textCompletion(request: Named<TextCompletionRequest, Group> & Plain, init?: CallInit): Promise<TextCompletion>
  textCompletion(
    request: Named<TextCompletionRequest, Group> & Streaming,
    init?: CallInit,
  ): Promise<ChunkStream<'textCompletion'>>
  embedding(request: Named<EmbeddingRequest, Group>, init?: CallInit): Promise<EmbeddingResponse>
  /** Which documents answer a query best. */
  rerank(request: Named<RerankRequest, Group>, init?: CallInit): Promise<RerankResponse>
  /** Any operation, as batches with raw bytes and the facts of how it came about: what the proxy uses. */
  call<O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Reply<O>>
  /**
   * What would become of a request, asked before it: who could serve and how likely each, who could not and why, and where
   * it would go from there. Nobody is asked, and nothing taken or remembered.
   */
  explain<O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Explanation>
  /** Hears what happens from now on, besides the callbacks that were configured, until it is cancelled. */
  listen(callback: Callback): Cancel
  /** What may be asked for, as `GET /v1/models` lists it. */
  models(): readonly ModelObject[]
  /** How it is at this moment: the store, other instances, what cools down. Costs no request anything. */
  state(): RouterState
  /** Hears when a shared store is lost and when it is back, also if it is lost already. */
  watchStore(hear: (report: StoreReport) => void): Cancel
  /** The configuration at work now: hold it to be served by one configuration throughout. */
  readonly generation: Generation
  /**
   * Takes another configuration, whole or not at all: running requests end on the old one, and what is remembered of a
   * deployment goes on where its id survives. Rejects, and changes nothing, when it cannot be put together.
   */
  reload(config: RouterConfig): Promise<ReloadReport>
  /** A `fetch` that is answered by this router: `new OpenAI({ fetch: router.fetch, apiKey: 'x' })`. */
  readonly fetch: typeof fetch
  /** Lets go of connections and the store. */
  close(): Promise<void>
}
