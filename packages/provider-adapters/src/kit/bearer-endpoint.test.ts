import { Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { bearerEndpoint } from './bearer-endpoint.ts'

const endpointOf = bearerEndpoint('https://api.acme.ai', /\/v1$/)

describe('bearerEndpoint', () => {
  it.each([
    [undefined, ''],
    ['https://api.acme.ai/v1/', ''],
    ['https://api.acme.ai/proxy/v1', '/proxy'],
  ])('of %s has the base path "%s"', (apiBase, basePath) => {
    const deployment = makeDeployment({ model: 'm', ...(apiBase ? { apiBase } : {}) })
    expect(endpointOf(deployment)).toMatchObject({ origin: 'https://api.acme.ai', basePath })
  })

  it('has the key, where there is one, and the headers of the deployment', () => {
    const apiKey = new Secret('k')
    const { headers } = endpointOf(makeDeployment({ model: 'm', apiKey, settings: { extra_headers: { 'x-a': '1' } } }))
    expect(headers.slice(-4)).toEqual(['authorization', 'Bearer k', 'x-a', '1'])
    expect(endpointOf(makeDeployment({ model: 'm' })).headers).not.toContain('authorization')
  })
})
