import type { ChatChunk, ChatCompletion, ChatRequest } from './chat.ts'
import type { EmbeddingRequest, EmbeddingResponse } from './embedding.ts'
import type { RerankRequest, RerankResponse } from './rerank.ts'
import type { TextCompletion, TextCompletionRequest } from './text-completion.ts'

/** What can be asked of a model. A new operation is one more line here, an adapter entry and a route. */
export interface Operations {
  chat: { request: ChatRequest; chunk: ChatChunk; result: ChatCompletion }
  textCompletion: { request: TextCompletionRequest; chunk: TextCompletion; result: TextCompletion }
  embedding: { request: EmbeddingRequest; chunk: never; result: EmbeddingResponse }
  rerank: { request: RerankRequest; chunk: never; result: RerankResponse }
}

export type OperationName = keyof Operations
export type RequestOf<O extends OperationName> = Operations[O]['request']
export type ChunkOf<O extends OperationName> = Operations[O]['chunk']
export type ResultOf<O extends OperationName> = Operations[O]['result']

export const operationNames: readonly OperationName[] = ['chat', 'textCompletion', 'embedding', 'rerank']
