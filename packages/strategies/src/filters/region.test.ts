import { makeContext, makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { region } from './region.ts'

it.each([
  ['eu', 'eu', undefined],
  ['us', 'eu', 'runs in us'],
  [undefined, 'eu', 'runs in an unknown region'],
  ['us', undefined, undefined],
])('of a deployment in %s, for a request that allows %s, says %j', (where, allowed, expected) => {
  const deployment = makeDeployment({ model: 'm', ...(where === undefined ? {} : { region: where }) })
  const context = makeContext(allowed === undefined ? {} : { region: allowed })
  expect(region.reject({ deployment }, context)).toBe(expected)
})
