import type { OperationName } from '@turnout/core'

/** Operations as the command line names them. */
export const operations: Readonly<Record<string, OperationName>> = {
  chat: 'chat',
  text_completion: 'textCompletion',
  embedding: 'embedding',
  rerank: 'rerank',
}
