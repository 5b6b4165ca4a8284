import { expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showProblem } from '../problem.ts'

const said = (router_settings: object) =>
  fromObject({ model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/m' } }], router_settings })
    .problems.filter(({ code }) => code === 'error-twice')
    .map((problem) => showProblem(problem))

it('names every key of a class but the last', () => {
  const retry_policy = { TimeoutErrorRetries: 1, Timeout: { max_retries: 2 }, APITimeoutError: 3, RateLimitError: 4 }
  expect(said({ retry_policy })).toEqual([
    'warning: router_settings.retry_policy.TimeoutErrorRetries: speaks of the same error as APITimeoutError, which comes later and counts.',
    'warning: router_settings.retry_policy.Timeout: speaks of the same error as APITimeoutError, which comes later and counts.',
  ])
})

it('looks at the policies of groups, and at allowed fails', () => {
  expect(said({ model_group_retry_policy: { m: { RateLimitErrorRetries: 1, RateLimitError: 2 } } })).toHaveLength(1)
  expect(said({ allowed_fails_policy: { BadRequestErrorAllowedFails: 1, BadRequestError: 2 } })).toHaveLength(1)
})

it('has nothing against null, and leaves unknown names to others', () => {
  expect(said({ retry_policy: { Timeout: null, TimeoutErrorRetries: 1, Banana: 1, Bananas: 2 } })).toEqual([])
})
