import { expect, it } from 'vitest'
import { makeDeployment } from './make-deployment.ts'

it('fills in what a test does not care about, and keeps what it does', () => {
  const deployment = makeDeployment({ model: 'm', group: 'mine', rpm: 5 })
  expect(deployment).toMatchObject({ id: 'm', model: 'm', group: 'mine', rpm: 5, provider: 'scripted', tags: [] })
})
