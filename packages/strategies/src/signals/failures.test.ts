import { ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { failures } from './failures.ts'
import { Health, health } from './health.ts'

it('counts what health counted, for a minute', () => {
  const state = new Health()
  state.end(makeAttemptEnd({ failure: new ProviderError('server', 'x') }))
  state.end(makeAttemptEnd({ failure: new ProviderError('bad-request', 'x') }))
  state.end(makeAttemptEnd())
  expect(failures.view?.of).toBe(health)
  expect([0, 59_999, 60_000].map((nowMs) => failures.view?.read(state, nowMs))).toEqual([1, 1, 0])
})

it('is 0 for a deployment that nobody knows', () => {
  expect(failures.bind(makeDeployment({ model: 'm' })).value(0)).toBe(0)
})
