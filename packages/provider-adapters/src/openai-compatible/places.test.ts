import { Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { databricksPath, fireworksModel, mantleBase, snowflakeHeaders } from './places.ts'

describe('fireworksModel', () => {
  it.each([
    ['llama-v3p1-8b-instruct', 'accounts/fireworks/models/llama-v3p1-8b-instruct'],
    ['accounts/me/models/mine', 'accounts/me/models/mine'],
    ['nomic-ai/nomic-embed-text-v1.5', 'nomic-ai/nomic-embed-text-v1.5'],
    ['mine#deployment', 'mine#deployment'],
  ])('%s is %s', (model, expected) => {
    expect(fireworksModel(model)).toBe(expected)
  })
})

describe('databricksPath', () => {
  it.each([
    ['https://host', '/serving-endpoints/embeddings'],
    ['https://host/', '/serving-endpoints/embeddings'],
    ['https://host/serving-endpoints', '/embeddings'],
    ['https://host/ai-gateway/mlflow/v1', '/embeddings'],
  ])('at %s asks %s', (apiBase, expected) => {
    expect(databricksPath(makeDeployment({ model: 'm', apiBase }), '/embeddings')).toBe(expected)
  })
})

describe('mantleBase', () => {
  it('is that of the region, where one is named', () => {
    const settings = { aws_region_name: 'eu-west-1' }
    expect(mantleBase(makeDeployment({ model: 'm', settings }))).toBe('https://bedrock-mantle.eu-west-1.api.aws/v1')
    expect(mantleBase(makeDeployment({ model: 'm' }))).toBeUndefined()
  })
})

describe('snowflakeHeaders', () => {
  it.each([
    ['jwt', 'Bearer jwt', 'KEYPAIR_JWT'],
    ['pat/token', 'Bearer token', 'PROGRAMMATIC_ACCESS_TOKEN'],
  ])('tell of %s what it is', (key, bearer, type) => {
    const headers = snowflakeHeaders(makeDeployment({ model: 'm', apiKey: new Secret(key) }))
    expect(headers).toEqual(['authorization', bearer, 'x-snowflake-authorization-token-type', type])
  })
})
