import { type ChunkOf, isJsonObject, type JsonObject, type OperationName, type ResultOf } from '@turnout/core'

/** What differs between the operations of OpenAI's wire format. */
export interface Dialect<O extends OperationName> {
  readonly path: string
  /** The member that a good plain answer has. */
  readonly answerKey: string
  /** Whether a choice of a chunk holds content, apart from its finish reason. */
  hasContent(choice: JsonObject): boolean
  /** For the compiler: ties the dialect to its operation. */
  readonly of?: (result: ResultOf<O>, chunk: ChunkOf<O>) => never
}

const filled = (value: unknown): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.length > 0 : isJsonObject(value)

const contentKeys = ['content', 'reasoning_content', 'reasoning', 'refusal', 'tool_calls', 'function_call', 'audio']

/** `POST /chat/completions`. */
export const chatDialect: Dialect<'chat'> = {
  path: '/chat/completions',
  answerKey: 'choices',
  hasContent({ delta }) {
    return isJsonObject(delta) && contentKeys.some((key) => filled(delta[key]))
  },
}

/** `POST /completions`. */
export const textDialect: Dialect<'textCompletion'> = {
  path: '/completions',
  answerKey: 'choices',
  hasContent: ({ text }) => filled(text),
}

/** `POST /embeddings`. */
export const embeddingDialect: Dialect<'embedding'> = {
  path: '/embeddings',
  answerKey: 'data',
  hasContent: () => false,
}
