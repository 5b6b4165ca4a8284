import type { Deployment, Exchange, OperationName, ProviderAdapter, ProviderCall } from '@turnout/core'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { ndjsonDecoder } from '../kit/ndjson-decoder.ts'
import { type AnswerReader, openExchange } from '../kit/open-exchange.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { unreadable } from '../kit/unreadable.ts'
import { wholeMessage } from './answer.ts'
import { unsupportedByOllama } from './capabilities.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { LineTranslator } from './lines.ts'
import { chatBody } from './request.ts'

const defaultBase = 'http://localhost:11434'

/** Bases are also written with the path of either interface, and, as LiteLLM has it, with the whole of it. */
const knownEnd = /\/(v1|api(\/(chat|generate|embed))?)$/

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
  const path = `${basePath}/api/${operationPath}${query}`
  return openExchange(call, { origin, path, method: 'POST', headers, body }, reader)
}

/** Ollama's own interface: chat and embeddings. `name` is the prefix it is asked for by. */
export const ollama = (name: 'ollama' | 'ollama_chat' = 'ollama'): ProviderAdapter => ({
  name,
  unsupported: unsupportedByOllama,
  operations: {
    chat: async (call) =>
      post(call, 'chat', chatBody(call), {
        whole: (answer) => wholeMessage(answer, call),
        stream: (answer) => translateStream(answer, call, ndjsonDecoder(), new LineTranslator(call)),
        streamType: 'ndjson',
      }),
    embedding: async (call) =>
      post(call, 'embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
        stream: () => {
          throw unreadable('a stream that nobody asked for')
        },
      }),
  },
})
