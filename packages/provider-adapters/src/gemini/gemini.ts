import type { ProviderAdapter } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { misconfigured } from '../kit/misconfigured.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { embeddingBody, wholeEmbeddings } from './embeddings.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'
import { developerApi } from './surface.ts'

const defaultBase = 'https://generativelanguage.googleapis.com'

/** The key goes into a header: in the query it would end up in logs. */
const endpointOf = perDeployment((deployment): Endpoint => {
  const { basePath, ...rest } = parseBaseUrl(deployment.apiBase ?? defaultBase)
  const key = deployment.apiKey ? ['x-goog-api-key', deployment.apiKey.reveal()] : []
  return {
    ...rest,
    basePath: /\/v\d+(alpha|beta)?\d*$/.test(basePath) ? basePath : `${basePath}/v1beta`,
    headers: ['content-type', 'application/json', 'accept-encoding', 'identity', ...key, ...extraHeaders(deployment)],
  }
})

/** `models/gemini-2.5-flash`, `tunedModels/mine`. A group for all models lets callers name them: a name is no path. */
function resourceOf(model: string): string {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(model)) throw misconfigured('The model of a deployment is not a name.')
  return model.includes('/') ? model : `models/${model}`
}

/** The Gemini API (Google AI Studio). */
export const gemini = (): ProviderAdapter => ({
  name: 'gemini',
  unsupported: unsupportedBy(capabilityTable['gemini'] ?? []),
  operations: {
    async chat(call) {
      const { origin, basePath, headers } = endpointOf(call.deployment)
      const verb = call.stream ? 'streamGenerateContent?alt=sse' : 'generateContent'
      const path = `${basePath}/${resourceOf(call.deployment.model)}:${verb}`
      const body = chatBody(call, developerApi)
      return openExchange(
        call,
        { origin, path, method: 'POST', headers, body },
        {
          whole: (answer) => wholeAnswer(answer, call),
          stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
        },
      )
    },
    async embedding(call) {
      const { origin, basePath, headers } = endpointOf(call.deployment)
      const resource = resourceOf(call.deployment.model)
      const path = `${basePath}/${resource}:batchEmbedContents`
      const body = embeddingBody(call, resource)
      return openExchange(
        call,
        { origin, path, method: 'POST', headers, body },
        {
          whole: (answer) => wholeEmbeddings(answer, call),
        },
      )
    },
  },
})
