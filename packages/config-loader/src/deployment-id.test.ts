import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deploymentId, type Identity } from './deployment-id.ts'

const base: Identity = {
  group: 'gpt-4',
  provider: 'azure',
  model: 'gpt-4',
  apiBase: 'https://east',
  apiVersion: '2024-02-01',
  params: { rpm: 10, tags: ['a', 'b'], extra: { x: 1, y: [{ p: 1, q: 2 }] } },
  ordinal: 0,
}
const id = (given: Partial<Identity> = {}) => deploymentId({ ...base, ...given })

describe('deploymentId', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(id({ params: { extra: { y: [{ q: 2, p: 1 }], x: 1 }, tags: ['a', 'b'], rpm: 10 } })).toBe(id())
  })

  it.each([
    ['api_key', { api_key: 'one' }, { api_key: 'two' }],
    ['azure_ad_token', { azure_ad_token: 'one' }, { azure_ad_token: 'two' }],
    ['aws_secret_access_key', { aws_secret_access_key: 'one' }, { aws_secret_access_key: 'two' }],
    ['vertex_credentials', { vertex_credentials: 'one' }, { vertex_credentials: 'two' }],
    ['a header', { extra_headers: { Authorization: 'one' } }, { extra_headers: { Authorization: 'two' } }],
    ['a key in a list', { list: [{ api_key: 'one' }] }, { list: [{ api_key: 'two' }] }],
  ])('stays when %s is rotated', (_, before, after) => {
    expect(id({ params: after })).toBe(id({ params: before }))
  })

  it.each<[string, Partial<Identity>]>([
    ['group', { group: 'gpt-4o' }],
    ['provider', { provider: 'openai' }],
    ['model', { model: 'gpt-4-turbo' }],
    ['base', { apiBase: 'https://west' }],
    ['no base', { apiBase: undefined }],
    ['version', { apiVersion: '2024-06-01' }],
    ['ordinal', { ordinal: 1 }],
    ['a parameter', { params: { ...base.params, rpm: 11 } }],
    ['the order of a list', { params: { ...base.params, tags: ['b', 'a'] } }],
    ['max_tokens, which is no secret', { params: { ...base.params, max_tokens: 5 } }],
    ['a price, which is no secret', { params: { ...base.params, input_cost_per_token: 5 } }],
  ])('differs by %s', (_, given) => {
    expect(id(given)).not.toBe(id())
  })

  it('is short enough to read, and the same everywhere', () => {
    expect(id()).toMatch(/^[0-9a-f]{20}$/)
  })

  it('is the same for the same data, however its keys are ordered', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (params) => {
        const reversed = Object.fromEntries(Object.entries(params).reverse())
        expect(id({ params: reversed })).toBe(id({ params }))
      }),
    )
  })
})
