import { makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { modelInfoBody } from './model-info-body.ts'

it('of what only an adapter understands, and of text for every request, only what is known to be harmless is told', () => {
  const deployment = makeDeployment({
    ...{ id: 'one', group: 'g', provider: 'openai', model: 'm' },
    settings: { aws_region_name: 'eu', odd_setting: 'canary', extra_headers: { a: 'canary' } },
    defaults: { reasoning_effort: 'low', temperature: 0.5, odd_default: 'canary', extra_body: { a: 'canary' } },
  })
  const { litellm_params } = modelInfoBody(deployment)
  expect(litellm_params).toEqual({
    model: 'openai/m',
    aws_region_name: 'eu',
    reasoning_effort: 'low',
    temperature: 0.5,
  })
})
