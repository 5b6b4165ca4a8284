import type { Deployment, ProviderAdapter } from '@turnout/core'
import { openaiRequest } from '../openai/openai-request.ts'
import { openaiCompatible } from '../openai-compatible/adapter.ts'
import { type AzureAdTokenProvider, clientOf, entraTokens } from './entra-tokens.ts'

/** Sent where a deployment names no `api_version`. */
const defaultVersion = '2024-10-21'

/** Versions that mean the v1 interface: the model stands in the body, not in the URL. */
const v1Versions = new Set(['v1', 'latest', 'preview'])

export interface AzureOptions {
  /** Asked for each attempt of a deployment that has neither key nor token; so it should remember what it gave. */
  readonly azureAdTokenProvider?: AzureAdTokenProvider
}

/**
 * Azure OpenAI. A dated `api_version` means the classic URL (`/openai/deployments/NAME/…?api-version=…`); `v1`,
 * `latest` or `preview`, or a base that ends in `/openai/v1`, mean the v1 URL.
 * (Azure OpenAI REST reference, "REST API versioning" and "API version lifecycle".)
 */
export const azure = ({ azureAdTokenProvider }: AzureOptions = {}): ProviderAdapter =>
  openaiCompatible({
    name: 'azure',
    request: openaiRequest,
    tokens: entraTokens(azureAdTokenProvider),
    authHeaders(deployment) {
      const { apiKey, secrets } = deployment
      const token = secrets['azure_ad_token']
      if (token) return ['authorization', `Bearer ${token.reveal()}`]
      return apiKey && !clientOf(deployment) ? ['api-key', apiKey.reveal()] : []
    },
    pathOf: azurePath,
  })

function azurePath({ apiBase = '', apiVersion, model }: Deployment, operationPath: string): string {
  const base = apiBase.replace(/\/+$/, '')
  const version = apiVersion ?? defaultVersion
  if (base.endsWith('/openai/v1')) return operationPath + previewQuery(apiVersion)
  const root = base.endsWith('/openai') ? '' : '/openai'
  if (v1Versions.has(version)) return `${root}/v1${operationPath}${previewQuery(version)}`
  return `${root}/deployments/${encodeURIComponent(model)}${operationPath}?api-version=${encodeURIComponent(version)}`
}

const previewQuery = (version: string | undefined): string => (version === 'preview' ? '?api-version=preview' : '')
