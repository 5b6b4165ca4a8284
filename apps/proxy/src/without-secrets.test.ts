import { Secret } from '@turnout/core'
import { expect, it } from 'vitest'
import { bareAddress, withoutSecrets } from './without-secrets.ts'

const deployment = { apiKey: new Secret('canary-key'), secrets: { azure_ad_token: new Secret('canary-token') } }

it('what is named as a secret is gone, at any depth, and what is none stays', () => {
  const kept = { max_tokens: 1, input_cost_per_token: 2, key: 'gpt-4o', list: [{ supports_vision: true }] }
  const gone = { api_key: 'x', extra_headers: { a: 'x' }, client_secret: 'x', 'x-token': 'x' }
  expect(withoutSecrets({ ...kept, ...gone, deep: { ...gone, left: 1 } }, deployment)).toEqual({
    ...kept,
    deep: { left: 1 },
  })
})

it('a value that has the deployment’s own secrets in it is hidden, whatever it is called', () => {
  expect(withoutSecrets({ note: 'use canary-key', list: ['canary-token', 'fine'] }, deployment)).toEqual({
    ...{ note: '[secret]', list: ['[secret]', 'fine'] },
  })
})

it('a short secret hides nothing', () => {
  expect(withoutSecrets({ name: 'key' }, { apiKey: new Secret('k'), secrets: {} })).toEqual({ name: 'key' })
})

it.each([
  ['http://u:canary@host:1/v1?key=canary#canary', 'http://host:1/v1'],
  ['https://host/v1', 'https://host/v1'],
  ['https://u:pass/word@host/v1', undefined],
  ['no address', undefined],
])('of the address %s %s is left', (address, left) => {
  expect(bareAddress(address)).toBe(left)
})
