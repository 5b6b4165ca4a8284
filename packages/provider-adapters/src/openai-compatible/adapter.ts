import type {
  Deployment,
  Exchange,
  OperationName,
  ProviderAdapter,
  ProviderCall,
  TransportRequest,
} from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { misconfigured } from '../kit/misconfigured.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { AnswerFixes } from './answer/answer-fixes.ts'
import { fixedWhole } from './answer/fixed-whole.ts'
import { chatDialect, type Dialect, embeddingDialect, rerankDialect, textDialect } from './dialect.ts'
import { requestBody } from './request-body.ts'
import { StreamBatches } from './stream-batches.ts'
import type { Vendor } from './vendor.ts'
import { wholeAnswer } from './whole-answer.ts'
import { withToken } from './with-token.ts'

const bearer = ({ apiKey, settings }: Deployment): string[] => [
  ...(apiKey ? ['authorization', `Bearer ${apiKey.reveal()}`] : []),
  ...(typeof settings['organization'] === 'string' ? ['openai-organization', settings['organization']] : []),
]

/** An adapter for a server that speaks OpenAI's wire format: bytes pass through both ways, but for what the vendor needs. */
export function openaiCompatible(vendor: Vendor): ProviderAdapter {
  const fixes = vendor.answer && new AnswerFixes(vendor.answer)

  const endpointOf = perDeployment((deployment): Endpoint => {
    const base = deployment.apiBase ?? vendor.baseOf?.(deployment) ?? vendor.defaultBase
    if (!base) throw misconfigured(`A deployment of ${vendor.name} needs an api_base.`)
    const auth = vendor.authHeaders ?? bearer
    const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']
    return { ...parseBaseUrl(base), headers: [...fixed, ...auth(deployment), ...extraHeaders(deployment)] }
  })

  const operation = <O extends OperationName>(name: O, dialect: Dialect<O>) => {
    const own = name === 'chat' ? fixes : undefined
    const placeOf = perDeployment((deployment) => {
      const { origin, basePath, query, headers } = endpointOf(deployment)
      const path = vendor.pathOf?.(deployment, dialect.path) ?? dialect.path + query
      return { origin, path: basePath + path, headers }
    })
    const open = (call: ProviderCall<O>, request: TransportRequest): Promise<Exchange<O>> =>
      openExchange<O>(call, request, {
        whole: (body, mayBeCut) => {
          const whole = wholeAnswer(call, dialect, body, mayBeCut)
          return own ? fixedWhole(own, whole) : whole
        },
        stream: (answer) => new StreamBatches(answer, call, dialect, own),
      })
    return (call: ProviderCall<O>): Promise<Exchange<O>> => {
      const { origin, path, headers } = placeOf(call.deployment)
      const request: TransportRequest = { origin, path, method: 'POST', headers, body: requestBody(call, vendor) }
      const token = vendor.tokens?.tokenFor(call)
      return token && vendor.tokens ? withToken(vendor.tokens, token, call, request, open) : open(call, request)
    }
  }

  const all = {
    chat: operation('chat', chatDialect),
    textCompletion: operation('textCompletion', textDialect),
    embedding: operation('embedding', embeddingDialect),
    rerank: operation('rerank', rerankDialect),
  }
  const { operations: names = ['chat', 'textCompletion', 'embedding'] } = vendor
  const rows = capabilityTable[vendor.name]
  return {
    name: vendor.name,
    ...(rows ? { unsupported: unsupportedBy(rows) } : {}),
    operations: {
      ...(names.includes('chat') ? { chat: all.chat } : {}),
      ...(names.includes('textCompletion') ? { textCompletion: all.textCompletion } : {}),
      ...(names.includes('embedding') ? { embedding: all.embedding } : {}),
      ...(names.includes('rerank') ? { rerank: all.rerank } : {}),
    },
  }
}
