import { type ChunkOf, isJsonObject, type JsonObject, type OperationName, type ResultOf } from '@turnout/core'

/** What differs between the operations of OpenAI's wire format. */
export interface Dialect<O extends OperationName> {
  readonly path: string
  /** The member that a good plain answer has. */
  readonly answerKey: string
  /** How that begins, where there is something in it. */
  readonly answerStart: RegExp
  /** Whether a choice of a chunk holds content, apart from its finish reason. */
  hasContent(choice: JsonObject): boolean
  /** For the compiler: ties the dialect to its operation. */
  readonly of?: (result: ResultOf<O>, chunk: ChunkOf<O>) => never
}

const filled = (value: unknown): boolean =>
  typeof value === 'string' || Array.isArray(value) ? value.length > 0 : isJsonObject(value)

const contentKeys = [
  'content',
  'reasoning_content',
  'reasoning',
  'refusal',
  'tool_calls',
  'function_call',
  'audio',
  'images',
]

/** `POST /chat/completions`. */
export const chatDialect: Dialect<'chat'> = {
  path: '/chat/completions',
  answerKey: 'choices',
  answerStart: /"choices": ?\[\s*\{/,
  hasContent({ delta }) {
    return isJsonObject(delta) && contentKeys.some((key) => filled(delta[key]))
  },
}

/** `POST /completions`. */
export const textDialect: Dialect<'textCompletion'> = {
  path: '/completions',
  answerKey: 'choices',
  answerStart: /"choices": ?\[\s*\{/,
  hasContent: ({ text }) => filled(text),
}

/** `POST /rerank`, which is Jina's, and that of those who took it over (vLLM, Together, OpenRouter). */
export const rerankDialect: Dialect<'rerank'> = {
  path: '/rerank',
  answerKey: 'results',
  answerStart: /"results": ?\[\s*\{/,
  hasContent: () => false,
}

/** `POST /embeddings`. */
export const embeddingDialect: Dialect<'embedding'> = {
  path: '/embeddings',
  answerKey: 'data',
  answerStart: /"data": ?\[\s*\{/,
  hasContent: () => false,
}
