import { Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { azureAiHeaders, azureAiPath } from './azure-ai.ts'

const path = '/chat/completions'

describe('azure_ai', () => {
  it.each([
    ['https://r.services.ai.azure.com', undefined, `/models${path}?api-version=2024-05-01-preview`],
    ['https://r.services.ai.azure.com/models/', '2025-01-01', `${path}?api-version=2025-01-01`],
    ['https://r.services.ai.azure.com/openai/v1/', undefined, path],
    ['https://mistral.eastus.models.ai.azure.com/v1', undefined, path],
    ['https://mistral.eastus.models.ai.azure.com', '2025-01-01', path],
  ])('at %s with the version %s asks …%s', (apiBase, apiVersion, expected) => {
    expect(azureAiPath(makeDeployment({ model: 'm', apiBase, ...(apiVersion ? { apiVersion } : {}) }), path)).toBe(
      expected,
    )
  })

  it('sends the key the way of the address', () => {
    const apiKey = new Secret('k')
    const resource = 'https://r.services.ai.azure.com/models'
    expect(azureAiHeaders(makeDeployment({ model: 'm', apiBase: resource, apiKey }))).toEqual(['api-key', 'k'])
    expect(azureAiHeaders(makeDeployment({ model: 'm', apiBase: 'https://x.models.ai.azure.com', apiKey }))).toEqual([
      'authorization',
      'Bearer k',
    ])
    const { apiKey: _none, ...keyless } = makeDeployment({ model: 'm', apiBase: resource })
    expect(azureAiHeaders(keyless)).toEqual([])
  })
})
