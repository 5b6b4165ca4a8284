import { makeContext, makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { capabilities } from './capabilities.ts'

const deployment = makeDeployment({ model: 'm' })
const reject = (params: readonly string[]) =>
  capabilities.reject(
    { deployment },
    makeContext({ unsupportedParams: (asked) => (asked === deployment ? params : ['?']) }),
  )

it('keeps a deployment that can express the request', () => {
  expect(reject([])).toBeUndefined()
})

it('leaves out one that cannot, and says why', () => {
  expect(reject(['tools', 'seed'])).toBe('does not support tools, seed')
})
