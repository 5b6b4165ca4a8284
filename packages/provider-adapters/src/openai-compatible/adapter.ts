import type { Deployment, OperationName, ProviderAdapter, ProviderCall, TransportRequest } from '@turnout/core'
import { unsupportedBy } from '../kit/capabilities.ts'
import { capabilityTable } from '../kit/capability-table.ts'
import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from '../kit/endpoint.ts'
import { misconfigured } from '../kit/misconfigured.ts'
import { openExchange } from '../kit/open-exchange.ts'
import { chatDialect, type Dialect, embeddingDialect, textDialect } from './dialect.ts'
import { requestBody } from './request-body.ts'
import { StreamBatches } from './stream-batches.ts'
import { wholeAnswer } from './whole-answer.ts'

/** What one vendor of OpenAI's wire format does its own way. */
export interface Vendor {
  readonly name: string
  /** Used where a deployment gives no `api_base`. */
  readonly defaultBase?: string
  /** Whether `stream_options.include_usage` may be sent; default: yes. */
  readonly streamUsage?: boolean
  /** Flat: name, value. Default: `authorization: Bearer KEY`, nothing without a key. */
  authHeaders?(deployment: Deployment): string[]
  /** The path and query of an operation, after the base's own path. */
  pathOf?(deployment: Deployment, operationPath: string): string
}

const bearer = ({ apiKey, settings }: Deployment): string[] => [
  ...(apiKey ? ['authorization', `Bearer ${apiKey.reveal()}`] : []),
  ...(typeof settings['organization'] === 'string' ? ['openai-organization', settings['organization']] : []),
]

/** An adapter for a server that speaks OpenAI's wire format: bytes pass through both ways. */
export function openaiCompatible(vendor: Vendor): ProviderAdapter {
  const endpointOf = perDeployment((deployment): Endpoint => {
    const base = deployment.apiBase ?? vendor.defaultBase
    if (!base) throw misconfigured(`A deployment of ${vendor.name} needs an api_base.`)
    const auth = vendor.authHeaders ?? bearer
    const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']
    return { ...parseBaseUrl(base), headers: [...fixed, ...auth(deployment), ...extraHeaders(deployment)] }
  })

  const requestOf = <O extends OperationName>(call: ProviderCall<O>, dialect: Dialect<O>): TransportRequest => {
    const { origin, basePath, query, headers } = endpointOf(call.deployment)
    const path = vendor.pathOf?.(call.deployment, dialect.path) ?? dialect.path + query
    return {
      origin,
      path: basePath + path,
      method: 'POST',
      headers,
      body: requestBody(call, vendor.streamUsage ?? true),
    }
  }

  const operation =
    <O extends OperationName>(dialect: Dialect<O>) =>
    (call: ProviderCall<O>) =>
      openExchange<O>(call, requestOf(call, dialect), {
        whole: (body, mayBeCut) => wholeAnswer(call, dialect, body, mayBeCut),
        stream: (answer) => new StreamBatches(answer, call, dialect),
      })

  const rows = capabilityTable[vendor.name]
  return {
    name: vendor.name,
    ...(rows ? { unsupported: unsupportedBy(rows) } : {}),
    operations: {
      chat: operation(chatDialect),
      textCompletion: operation(textDialect),
      embedding: operation(embeddingDialect),
    },
  }
}
