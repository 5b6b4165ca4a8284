import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'

const useless = (params: readonly object[], router_settings: object = { routing_strategy: 'usage-based-routing' }) => {
  const model_list = params.map((one) => ({ model_name: 'm', litellm_params: { model: 'simulated/m', ...one } }))
  return fromObject({ model_list, router_settings }).problems.filter(({ code }) => code === 'useless-group')
}

describe('checkGroupsServe', () => {
  it.each(['rpm', 'tpm', 'max_parallel_requests'])('warns once of a group whose every %s is 0', (key) => {
    expect(useless([{ [key]: 0 }, { [key]: 0 }])).toMatchObject([{ level: 'warning', path: ['model_list', 0] }])
  })

  it('takes one limit of 0 for enough, whichever it is', () => {
    expect(useless([{ rpm: 0, tpm: 5 }, { max_parallel_requests: 0 }])).toHaveLength(1)
  })

  it('has nothing against one deployment that may serve', () => {
    expect(useless([{ rpm: 0 }, {}])).toEqual([])
    expect(useless([{ rpm: 0 }, { rpm: 1 }])).toEqual([])
  })

  it('looks at limits beside litellm_params, too, and at the default', () => {
    const entry = { model_name: 'm', rpm: 0, litellm_params: { model: 'simulated/m' } }
    const router_settings = { enable_pre_call_checks: true }
    expect(fromObject({ model_list: [entry], router_settings }).problems).toMatchObject([{ code: 'useless-group' }])
    expect(useless([{}, {}], { default_max_parallel_requests: 0 })).toHaveLength(1)
    expect(useless([{}, { max_parallel_requests: 1 }], { default_max_parallel_requests: 0 })).toEqual([])
  })

  it.each<[string, object, number]>([
    ['simple-shuffle', {}, 0],
    ['least-busy', { routing_strategy: 'least-busy' }, 0],
    ['latency-based-routing', { routing_strategy: 'latency-based-routing' }, 1],
    ['cost-based-routing for the group alone', { model_group_strategy: { m: 'cost-based-routing' } }, 1],
    [
      'another for the group alone',
      { routing_strategy: 'cost-based-routing', model_group_strategy: { m: 'sticky' } },
      0,
    ],
    ['the check of limits', { optional_pre_call_checks: ['enforce_model_rate_limits'] }, 1],
  ])('takes rpm for a limit where it is one: %s', (_, router_settings, times) => {
    expect(useless([{ rpm: 0 }], router_settings)).toHaveLength(times)
    expect(useless([{ max_parallel_requests: 0 }], router_settings)).toHaveLength(1)
  })
})
