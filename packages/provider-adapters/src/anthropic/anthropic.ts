import type { ProviderAdapter } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeMessage } from './answer.ts'
import { EventTranslator } from './events.ts'
import { messagesBody } from './request.ts'

const defaultBase = 'https://api.anthropic.com'

const endpointOf = perDeployment((deployment): Endpoint => {
  const key = deployment.apiKey ? ['x-api-key', deployment.apiKey.reveal()] : []
  const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity', 'anthropic-version', '2023-06-01']
  return {
    ...parseBaseUrl(deployment.apiBase ?? defaultBase),
    headers: [...fixed, ...key, ...extraHeaders(deployment)],
  }
})

/** Anthropic's Messages API, for text: what it cannot express yet is refused with the parameter's name. */
export const anthropic = (): ProviderAdapter => ({
  name: 'anthropic',
  unsupported: unsupportedBy(capabilityTable['anthropic'] ?? []),
  operations: {
    async chat(call) {
      const { origin, basePath, headers } = endpointOf(call.deployment)
      const path = `${basePath.replace(/\/v1$/, '')}/v1/messages`
      const body = messagesBody(call)
      return openExchange(
        call,
        { origin, path, method: 'POST', headers, body },
        {
          whole: (answer) => wholeMessage(answer, call),
          stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
        },
      )
    },
  },
})
