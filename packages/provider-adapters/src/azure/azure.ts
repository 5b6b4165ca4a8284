import type { Deployment, ProviderAdapter } from '@turnout/core'
import { openaiCompatible } from '../openai-compatible/adapter.ts'

/** Sent where a deployment names no `api_version`. */
const defaultVersion = '2024-10-21'

/** Versions that mean the v1 interface: the model stands in the body, not in the URL. */
const v1Versions = new Set(['v1', 'latest', 'preview'])

/**
 * Azure OpenAI. A dated `api_version` means the classic URL (`/openai/deployments/NAME/…?api-version=…`); `v1`,
 * `latest` or `preview`, or a base that ends in `/openai/v1`, mean the v1 URL.
 * (Azure OpenAI REST reference, "REST API versioning" and "API version lifecycle".)
 */
export const azure = (): ProviderAdapter =>
  openaiCompatible({
    name: 'azure',
    authHeaders({ apiKey, secrets }) {
      const token = secrets['azure_ad_token']
      if (token) return ['authorization', `Bearer ${token.reveal()}`]
      return apiKey ? ['api-key', apiKey.reveal()] : []
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
