import type { OperationName } from '@turnout/core'

export interface InferencePath {
  readonly operation: OperationName
  /** From Azure's URLs, where the model stands in the path. */
  readonly model?: string
}

const operations: Readonly<Record<string, OperationName>> = {
  '/chat/completions': 'chat',
  '/completions': 'textCompletion',
  '/embeddings': 'embedding',
  '/rerank': 'rerank',
}

const exact: ReadonlyMap<string, InferencePath> = new Map([
  ...Object.entries(operations).flatMap(([path, operation]): [string, InferencePath][] => [
    [path, { operation }],
    [`/v1${path}`, { operation }],
  ]),
  // Where Cohere's own client asks.
  ['/v2/rerank', { operation: 'rerank' }],
])

const azurePath = /^\/openai\/deployments\/([^/]+)(\/.+)$/

/** The operation that a path (without its query) asks for; undefined when it is none. */
export function inferencePath(path: string): InferencePath | undefined {
  const known = exact.get(path)
  if (known) return known
  const [, model, rest = ''] = azurePath.exec(path) ?? []
  const operation = Object.hasOwn(operations, rest) ? operations[rest] : undefined
  return model !== undefined && operation ? { operation, model: decode(model) } : undefined
}

/** A path segment's text; as it stands where it is no valid encoding. */
export function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
