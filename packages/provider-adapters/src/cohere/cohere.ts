import type { Exchange, OperationName, ProviderAdapter, ProviderCall } from '@turnout/core'
import { bearerEndpoint } from '../kit/bearer-endpoint.ts'
import { type AnswerReader, openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { unsupportedByCohere } from './capabilities.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'
import { rerankBody, wholeRanking } from './rerank.ts'

/** Bases are written with and without a version, and, as LiteLLM has it, with the whole path. */
const knownEnd = /\/v[12](\/(chat|embed|rerank))?$/

const endpointOf = bearerEndpoint('https://api.cohere.com', knownEnd)

async function post<O extends OperationName>(
  call: ProviderCall<O>,
  operationPath: string,
  body: string,
  reader: AnswerReader<O>,
): Promise<Exchange<O>> {
  const { origin, basePath, query, headers } = endpointOf(call.deployment)
  const path = `${basePath}/v2/${operationPath}${query}`
  return openExchange(call, { origin, path, method: 'POST', headers, body }, reader)
}

/** Cohere's second interface: chat, embeddings and ranking. `name` is the prefix it is asked for by. */
export const cohere = (name: 'cohere' | 'cohere_chat' = 'cohere'): ProviderAdapter => ({
  name,
  unsupported: unsupportedByCohere,
  operations: {
    chat: async (call) =>
      post(call, 'chat', chatBody(call), {
        whole: (answer) => wholeAnswer(answer, call),
        stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
      }),
    embedding: async (call) =>
      post(call, 'embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
      }),
    rerank: async (call) =>
      post(call, 'rerank', rerankBody(call), {
        whole: (answer) => wholeRanking(answer, call),
      }),
  },
})
