import type {
  ChatCompletion,
  ChatRequest,
  EmbeddingRequest,
  EmbeddingResponse,
  OperationName,
  RequestOf,
  TextCompletion,
  TextCompletionRequest,
} from '@turnout/core'
import type { ChunkStream } from './chunk-stream.ts'
import type { Reply } from './engine/reply.ts'
import type { ModelObject } from './http/model-list.ts'
import type { CallInit } from './request-options.ts'

/** A request whose `model` must be one of `Group`. */
type Named<R, Group extends string> = { [K in keyof R as K extends 'model' | 'stream' ? never : K]: R[K] } & {
  readonly model: Group
}
export type Plain = { readonly stream?: false | null }
export type Streaming = { readonly stream: true }

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
  /** Any operation, as batches with raw bytes and the facts of how it came about: what the proxy uses. */
  call<O extends OperationName>(operation: O, request: RequestOf<O>, init?: CallInit): Promise<Reply<O>>
  /** What may be asked for, as `GET /v1/models` lists it. */
  models(): readonly ModelObject[]
  /** A `fetch` that is answered by this router: `new OpenAI({ fetch: router.fetch, apiKey: 'x' })`. */
  readonly fetch: typeof fetch
  /** Lets go of connections and the store. */
  close(): Promise<void>
}
