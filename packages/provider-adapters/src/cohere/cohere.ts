import type { ProviderAdapter } from '@turnout/core'
import { bearerEndpoint } from '../kit/bearer-endpoint.ts'
import { postJson } from '../kit/post-json.ts'
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

/** Cohere's second interface: chat, embeddings and ranking. `name` is the prefix it is asked for by. */
export const cohere = (name: 'cohere' | 'cohere_chat' = 'cohere'): ProviderAdapter => ({
  name,
  unsupported: unsupportedByCohere,
  operations: {
    chat: async (call) =>
      postJson(call, endpointOf(call.deployment), '/v2/chat', chatBody(call), {
        whole: (answer) => wholeAnswer(answer, call),
        stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
      }),
    embedding: async (call) =>
      postJson(call, endpointOf(call.deployment), '/v2/embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
      }),
    rerank: async (call) =>
      postJson(call, endpointOf(call.deployment), '/v2/rerank', rerankBody(call), {
        whole: (answer) => wholeRanking(answer, call),
      }),
  },
})
