import type { OperationName } from '@turnout/core'

/** `gen_ai.operation.name`; the conventions have no word for `rerank` yet. */
export const operationNameOf: Readonly<Record<OperationName, string>> = {
  chat: 'chat',
  textCompletion: 'text_completion',
  embedding: 'embeddings',
  rerank: 'rerank',
}
