import { type Endpoint, extraHeaders, parseBaseUrl, perDeployment } from './endpoint.ts'

/**
 * The endpoints of a vendor that takes a key as bearer token. `knownEnd`: a path that bases are also written with, and that
 * the vendor's paths begin with.
 */
export const bearerEndpoint = (defaultBase: string, knownEnd: RegExp) =>
  perDeployment((deployment): Endpoint => {
    const { origin, basePath, query } = parseBaseUrl(deployment.apiBase ?? defaultBase)
    const key = deployment.apiKey ? ['authorization', `Bearer ${deployment.apiKey.reveal()}`] : []
    const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']
    const headers = [...fixed, ...key, ...extraHeaders(deployment)]
    return { origin, basePath: basePath.replace(knownEnd, ''), query, headers }
  })
