import type { Deployment } from '@turnout/core'

/** A deployment with everything a test does not care about filled in. */
export const makeDeployment = (given: Partial<Deployment> & { readonly model: string }): Deployment => ({
  id: given.model,
  group: 'group',
  provider: 'scripted',
  tags: [],
  defaults: {},
  secrets: {},
  settings: {},
  info: {},
  ...given,
})
