import type { Deployment, ProviderAdapter, ProviderCall } from '@turnout/core'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { sseDecoder } from '../kit/sse-decoder.ts'
import { translateStream } from '../kit/translate-stream.ts'
import { wholeAnswer } from './answer.ts'
import { betasOf } from './betas.ts'
import { unsupportedByClaude } from './capabilities.ts'
import { EventTranslator } from './events.ts'
import { chatBody } from './request.ts'

const defaultBase = 'https://api.anthropic.com'

/** Tokens of a subscription begin like this; they go where other keys do not. */
const oauth = 'sk-ant-oat'
const oauthBeta = 'oauth-2025-04-20'

interface ClaudeEndpoint extends Endpoint {
  readonly betas: readonly string[]
}

const endpointOf = perDeployment((deployment): ClaudeEndpoint => {
  const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity', 'anthropic-version', '2023-06-01']
  const extra = extraHeaders(deployment)
  const isBeta = (at: number) => extra[at - (at % 2)]?.toLowerCase() === 'anthropic-beta'
  const stated = extra.filter((_, at) => at % 2 === 1 && isBeta(at)).flatMap((value) => value.split(','))
  return {
    ...parseBaseUrl(deployment.apiBase ?? defaultBase),
    headers: [...fixed, ...authHeaders(deployment), ...extra.filter((_, at) => !isBeta(at))],
    betas: [...stated.map((beta) => beta.trim()), ...(isOauth(deployment) ? [oauthBeta] : [])],
  }
})

const isOauth = ({ apiKey }: Deployment): boolean => apiKey?.reveal().startsWith(oauth) ?? false

function authHeaders(deployment: Deployment): string[] {
  const { apiKey } = deployment
  if (!apiKey) return []
  return isOauth(deployment) ? ['authorization', `Bearer ${apiKey.reveal()}`] : ['x-api-key', apiKey.reveal()]
}

function headersOf(call: ProviderCall<'chat'>): string[] {
  const { headers, betas } = endpointOf(call.deployment)
  const all = [...new Set([...betas, ...betasOf(call)])]
  return all.length > 0 ? [...headers, 'anthropic-beta', all.join(',')] : headers
}

/** Anthropic's Messages API. */
export const anthropic = (): ProviderAdapter => ({
  name: 'anthropic',
  unsupported: unsupportedByClaude,
  operations: {
    async chat(call) {
      const { origin, basePath } = endpointOf(call.deployment)
      const path = `${basePath.replace(/\/v1$/, '')}/v1/messages`
      const body = chatBody(call)
      return openExchange(
        call,
        { origin, path, method: 'POST', headers: headersOf(call), body },
        {
          whole: (answer) => wholeAnswer(answer, call),
          stream: (answer) => translateStream(answer, call, sseDecoder(), new EventTranslator(call)),
        },
      )
    },
  },
})
