import { describe, expect, it } from 'vitest'
import { nestedKeys } from './nested-keys.ts'
import { showPath } from './problem.ts'
import { errorNames } from './schema/error-names.ts'
import { validate } from './validate.ts'

const unknown = (value: unknown) => nestedKeys(value).map(({ path, suggestion }) => `${showPath(path)} → ${suggestion}`)

describe('policies', () => {
  it.each(errorNames)('know %s in all three spellings', (name) => {
    const spellings = [{ [`${name}Retries`]: 5 }, { [name]: { max_retries: 5 } }, { [name]: 5 }, { [name]: '5' }]
    for (const policy of spellings) {
      const file = { router_settings: { retry_policy: policy, model_group_retry_policy: { m: policy } } }
      expect(validate(file).problems.map(({ code }) => code)).toEqual([])
    }
  })

  it('know LiteLLM’s allowed fails', () => {
    const allowed_fails_policy = { RateLimitErrorAllowedFails: 1, Timeout: 2, BadRequestError: { allowed_fails: 3 } }
    expect(unknown({ router_settings: { allowed_fails_policy } })).toEqual([])
  })

  it('name what they do not know, in each group', () => {
    const model_group_retry_policy = { a: { RateLimitEror: 1 }, b: { Timeout: { max_retrys: 1 } } }
    expect(unknown({ router_settings: { model_group_retry_policy } })).toEqual([
      'router_settings.model_group_retry_policy.a.RateLimitEror → RateLimitError',
      'router_settings.model_group_retry_policy.b.Timeout.max_retrys → max_retries',
    ])
  })
})

it('names slips in what is too much', () => {
  expect(unknown({ general_settings: { load_shedding: { max_lags: 1 } } })).toEqual([
    'general_settings.load_shedding.max_lags → max_lag',
  ])
})

it('names slips in a budget and in hedging', () => {
  const router_settings = { retry_budget: { ration: 0.1 }, hedging: { quantil: 0.9 } }
  expect(unknown({ router_settings })).toEqual([
    'router_settings.retry_budget.ration → ratio',
    'router_settings.hedging.quantil → quantile',
  ])
})

it('names slips in the nodes of a cache’s Redis', () => {
  const cache_params = { redis_startup_nodes: [{ host: 'a', prot: 1 }] }
  expect(unknown({ litellm_settings: { cache_params } })).toEqual([
    'litellm_settings.cache_params.redis_startup_nodes[0].prot → port',
  ])
})

it('names what it does not know in state, its Redis and the nodes of that', () => {
  const redis = { hots: 'h', cluster: [{ host: 'a', prot: 1 }, 'b:2'], sentinels: [{ hosts: 'c' }] }
  expect(unknown({ router_settings: { state: { redis, on_store_eror: 'open', extra: 1 } } })).toEqual([
    'router_settings.state.on_store_eror → on_store_error',
    'router_settings.state.extra → undefined',
    'router_settings.state.redis.hots → host',
    'router_settings.state.redis.cluster[0].prot → port',
    'router_settings.state.redis.sentinels[0].hosts → host',
  ])
  const cache_kwargs = { startup_nodes: [{ host: 'a', prot: 1 }], sentinel_nodes: [['b', 2]] }
  expect(unknown({ router_settings: { cache_kwargs } })).toEqual([
    'router_settings.cache_kwargs.startup_nodes[0].prot → port',
  ])
})

it.each([
  null,
  5,
  'text',
  [],
  { router_settings: [] },
  { router_settings: { retry_policy: 5, model_group_alias: [] } },
])('takes what has another shape for somebody else’s business: %j', (value) => {
  expect(nestedKeys(value)).toEqual([])
})
