import { isJsonObject, type OperationName, type RequestOf, TurnoutError } from '@turnout/core'

type Body = Readonly<Record<string, unknown>>

/** What each operation cannot do without, and the types the router itself relies on. The rest is the provider's. */
const required: Readonly<Record<OperationName, (body: Body) => void>> = {
  chat({ messages }) {
    if (messages === undefined) throw missing('messages')
    if (!Array.isArray(messages)) throw invalid('messages', 'an array of objects')
    if (messages.length === 0) throw invalid('messages', 'at least one message')
    for (const [index, message] of messages.entries()) {
      if (!isJsonObject(message) || typeof message['role'] !== 'string')
        throw invalid(`messages[${index}]`, 'an object with a role')
      if (!isContent(message['content'])) throw invalid(`messages[${index}].content`, 'text, or an array of objects')
    }
  },
  textCompletion({ prompt }) {
    if (prompt === undefined) throw missing('prompt')
    if (typeof prompt !== 'string' && !Array.isArray(prompt)) throw invalid('prompt', 'a string or an array')
  },
  embedding({ input, stream }) {
    if (stream === true) throw unknown('stream', 'embeddings cannot be streamed')
    if (input === undefined) throw missing('input')
    if (typeof input !== 'string' && !Array.isArray(input)) throw invalid('input', 'a string or an array')
  },
  rerank({ query, documents, stream }) {
    if (stream === true) throw unknown('stream', 'a ranking cannot be streamed')
    if (query === undefined) throw missing('query')
    if (typeof query !== 'string') throw invalid('query', 'a string')
    if (documents === undefined) throw missing('documents')
    if (!Array.isArray(documents) || documents.length === 0) throw invalid('documents', 'a filled array')
    for (const [index, document] of documents.entries())
      if (typeof document !== 'string' && !isJsonObject(document))
        throw invalid(`documents[${index}]`, 'a string or an object')
  },
}

/** Turns parsed JSON into a request, or says in OpenAI's words what is wrong with it. */
export function checkRequest<O extends OperationName>(operation: O, value: unknown): RequestOf<O> {
  if (!isJsonObject(value))
    throw new TurnoutError('bad-request', 'The body must be a JSON object.', { code: 'invalid_json' })
  const { model, stream, stream_options: options, n } = value
  if (model === undefined || model === null) throw missing('model')
  if (typeof model !== 'string' || model === '') throw invalid('model', 'a string')
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') throw invalid('stream', 'a boolean')
  if (options !== undefined && options !== null && !isJsonObject(options)) throw invalid('stream_options', 'an object')
  if (n !== undefined && n !== null && !isCount(n)) throw invalid('n', 'a whole number from 1 to 128')
  required[operation](value)
  return value as RequestOf<O>
}

const unknown = (param: string, why: string): TurnoutError =>
  new TurnoutError('bad-request', `Unknown parameter: '${param}': ${why}.`, { code: 'unknown_parameter', param })

const isContent = (content: unknown): boolean =>
  content === undefined ||
  content === null ||
  typeof content === 'string' ||
  (Array.isArray(content) && content.every(isJsonObject))

const isCount = (n: unknown): boolean => typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= 128

const missing = (param: string): TurnoutError =>
  new TurnoutError('bad-request', `Missing required parameter: '${param}'.`, {
    code: 'missing_required_parameter',
    param,
  })

const invalid = (param: string, expected: string): TurnoutError =>
  new TurnoutError('bad-request', `Invalid type for '${param}': expected ${expected}.`, { code: 'invalid_type', param })
