import type { Deployment, Exchange, OperationName, ProviderAdapter, ProviderCall } from '@turnout/core'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { type AnswerReader, openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { unreadable } from '../kit/unreadable.ts'
import { wholeMessage } from './answer.ts'
import { unsupportedByCohere } from './capabilities.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'
import { rerankBody, wholeRanking } from './rerank.ts'

const defaultBase = 'https://api.cohere.com'

/** Bases are written with and without a version, and, as LiteLLM has it, with the whole path. */
const knownEnd = /\/v[12](\/(chat|embed|rerank))?$/

const endpointOf = perDeployment((deployment: Deployment): Endpoint => {
  const { origin, basePath, query } = parseBaseUrl(deployment.apiBase ?? defaultBase)
  const key = deployment.apiKey ? ['authorization', `Bearer ${deployment.apiKey.reveal()}`] : []
  const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']
  const headers = [...fixed, ...key, ...extraHeaders(deployment)]
  return { origin, basePath: basePath.replace(knownEnd, ''), query, headers }
})

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

const notStreamed = () => {
  throw unreadable('a stream that nobody asked for')
}

/** Cohere's second interface: chat, embeddings and ranking. `name` is the prefix it is asked for by. */
export const cohere = (name: 'cohere' | 'cohere_chat' = 'cohere'): ProviderAdapter => ({
  name,
  unsupported: unsupportedByCohere,
  operations: {
    chat: async (call) =>
      post(call, 'chat', chatBody(call), {
        whole: (answer) => wholeMessage(answer, call),
        stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
      }),
    embedding: async (call) =>
      post(call, 'embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
        stream: notStreamed,
      }),
    rerank: async (call) =>
      post(call, 'rerank', rerankBody(call), {
        whole: (answer) => wholeRanking(answer, call),
        stream: notStreamed,
      }),
  },
})
