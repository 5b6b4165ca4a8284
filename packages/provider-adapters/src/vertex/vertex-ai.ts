import type { Exchange, ProviderAdapter } from '@turnout/core'
import { wholeAnswer } from '../gemini/answer.ts'
import { EventTranslator } from '../gemini/events.ts'
import { chatBody } from '../gemini/request.ts'
import { vertexAi as surface } from '../gemini/surface.ts'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { type Access, requestTo, VertexAccess } from './access.ts'
import { claudeChat } from './claude.ts'
import type { ReadFile } from './credentials-source.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { modelHost } from './model-host.ts'
import { openChat } from './open-models.ts'

export interface VertexAiOptions {
  /** Reads the file that `vertex_credentials` names; default: the disk. */
  readonly readFile?: ReadFile
}

/** Vertex AI: Gemini, Claude, the open models of Model Garden, and embeddings. */
export function vertexAi({ readFile }: VertexAiOptions = {}): ProviderAdapter {
  const access = new VertexAccess(readFile)
  return {
    name: 'vertex_ai',
    unsupported: unsupportedBy(capabilityTable['vertex_ai'] ?? []),
    operations: {
      chat(call) {
        return access.with(call, async (granted) => {
          const host = modelHost(call.deployment.model)
          if (host.speaks === 'openai') return openChat(granted, host)
          if (host.speaks === 'claude') return claudeChat(granted, host.resource)
          return geminiChat(granted, host.resource)
        })
      },
      embedding(call) {
        return access.with(call, async (granted) => {
          const { resource } = modelHost(call.deployment.model)
          return openExchange(granted.call, requestTo(granted, `${resource}:predict`, embeddingBody(granted.call)), {
            whole: (answer) => wholeEmbeddings(answer, granted.call),
          })
        })
      },
    },
  }
}

function geminiChat(granted: Access<'chat'>, resource: string): Promise<Exchange<'chat'>> {
  const { call } = granted
  const verb = call.stream ? 'streamGenerateContent?alt=sse' : 'generateContent'
  return openExchange(call, requestTo(granted, `${resource}:${verb}`, chatBody(call, surface)), {
    whole: (answer) => wholeAnswer(answer, call),
    stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
  })
}
