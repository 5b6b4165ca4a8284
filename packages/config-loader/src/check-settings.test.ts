import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'

const checks = (router_settings: object) =>
  fromObject({
    model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/m' } }],
    router_settings,
  }).config?.checks

describe('checksOf', () => {
  it('looks at nothing unless it is told to', () => {
    expect(checks({})).toEqual({ preCall: false, rateLimits: false })
    expect(checks({ enable_pre_call_checks: false, enable_tag_filtering: false })).toEqual({
      ...{ preCall: false, rateLimits: false },
    })
  })

  it('is told by flags, a list and a number', () => {
    const settings = {
      ...{ enable_pre_call_checks: 'true', optional_pre_call_checks: ['enforce_model_rate_limits'] },
      ...{ enable_tag_filtering: true, default_max_parallel_requests: '8' },
    }
    expect(checks(settings)).toEqual({
      ...{ preCall: true, rateLimits: true, tags: { match: 'any' }, maxParallelRequests: 8 },
    })
  })

  it('keeps a limit of 0', () => {
    expect(checks({ default_max_parallel_requests: 0 })).toMatchObject({ maxParallelRequests: 0 })
  })

  it.each([
    [true, 'any'],
    [null, 'any'],
    [false, 'all'],
  ])('takes tag_filtering_match_any: %j for %s', (tag_filtering_match_any, match) => {
    expect(checks({ enable_tag_filtering: true, tag_filtering_match_any })?.tags).toEqual({ match })
    expect(checks({ tag_filtering_match_any })).not.toHaveProperty('tags')
  })
})
