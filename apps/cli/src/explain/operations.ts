import type { OperationName } from '@turnout/core'

/** Operations as the command line and the proxy's route name them. */
export const operations: Readonly<Record<string, OperationName>> = {
  chat: 'chat',
  text_completion: 'textCompletion',
  embedding: 'embedding',
  rerank: 'rerank',
}

export const wireNameOf = (operation: OperationName): string =>
  Object.keys(operations).find((name) => operations[name] === operation) ?? operation
