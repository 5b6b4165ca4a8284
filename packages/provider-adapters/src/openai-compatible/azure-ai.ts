import type { Deployment } from '@turnout/core'

const usualVersion = '2024-05-01-preview'

const azureHosts = /\.(services\.ai|openai|cognitiveservices)\.azure\.com$/

const hostOf = (apiBase: string): string => URL.parse(apiBase)?.hostname ?? ''

/**
 * A Foundry resource has two interfaces: `/openai/v1`, and `/models` with a version, which is meant where the base names
 * neither; serverless deployments have an address of their own. (Azure AI model inference REST reference.)
 */
export function azureAiPath({ apiBase = '', apiVersion }: Deployment, operationPath: string): string {
  const base = apiBase.replace(/\/+$/, '')
  const isResource = azureHosts.test(hostOf(base))
  if (!isResource || base.endsWith('/v1')) return operationPath
  const root = base.endsWith('/models') ? '' : '/models'
  return `${root}${operationPath}?api-version=${encodeURIComponent(apiVersion ?? usualVersion)}`
}

/** Resources take `api-key`, serverless deployments a bearer. */
export function azureAiHeaders({ apiBase = '', apiKey }: Deployment): string[] {
  const key = apiKey?.reveal()
  if (key === undefined) return []
  return azureHosts.test(hostOf(apiBase)) ? ['api-key', key] : ['authorization', `Bearer ${key}`]
}
