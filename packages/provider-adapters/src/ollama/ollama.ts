import type { ProviderAdapter } from '@turnout/core'
import { bearerEndpoint } from '../kit/bearer-endpoint.ts'
import { ndjsonDecoder } from '../kit/ndjson-decoder.ts'
import { postJson } from '../kit/post-json.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { unsupportedByOllama } from './capabilities.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'

/** Bases are also written with the path of either interface, and, as LiteLLM has it, with the whole of it. */
const knownEnd = /\/(v1|api(\/(chat|generate|embed))?)$/

const endpointOf = bearerEndpoint('http://localhost:11434', knownEnd)

/** Ollama's own interface: chat and embeddings. `name` is the prefix it is asked for by. */
export const ollama = (name: 'ollama' | 'ollama_chat' = 'ollama'): ProviderAdapter => ({
  name,
  unsupported: unsupportedByOllama,
  operations: {
    chat: async (call) =>
      postJson(call, endpointOf(call.deployment), '/api/chat', chatBody(call), {
        whole: (answer) => wholeAnswer(answer, call),
        stream: (answer) => translateStream(answer, call, ndjsonDecoder(), new EventTranslator(call)),
        streamType: 'ndjson',
      }),
    embedding: async (call) =>
      postJson(call, endpointOf(call.deployment), '/api/embed', embeddingBody(call), {
        whole: (answer) => wholeEmbeddings(answer, call),
      }),
  },
})
