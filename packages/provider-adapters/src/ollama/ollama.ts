import type { Exchange, OperationName, ProviderAdapter, ProviderCall } from '@turnout/core'
import { bearerEndpoint } from '../kit/bearer-endpoint.ts'
import { ndjsonDecoder } from '../kit/ndjson-decoder.ts'
import { type AnswerReader, openExchange } from '../kit/open-exchange.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { unsupportedByOllama } from './capabilities.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'

/** Bases are also written with the path of either interface, and, as LiteLLM has it, with the whole of it. */
const knownEnd = /\/(v1|api(\/(chat|generate|embed))?)$/

const endpointOf = bearerEndpoint('http://localhost:11434', knownEnd)

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
        whole: (answer) => wholeAnswer(answer, call),
        stream: (answer) => translateStream(answer, call, ndjsonDecoder(), new EventTranslator(call)),
        streamType: 'ndjson',
      }),
    embedding: async (call) =>
      post(call, 'embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
      }),
  },
})
