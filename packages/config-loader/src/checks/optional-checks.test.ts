import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'

const of = (optional_pre_call_checks: unknown) => {
  const model_list = [{ model_name: 'm', litellm_params: { model: 'simulated/m' } }]
  const { config, problems } = fromObject({ model_list, router_settings: { optional_pre_call_checks } })
  return {
    rateLimits: config?.checks.rateLimits,
    said: problems.map(({ level, code }) => `${level} ${code}`),
    problems,
  }
}

describe('checkOptionalChecks', () => {
  it('knows the check of rate limits, in a list and alone', () => {
    expect(of(['enforce_model_rate_limits'])).toMatchObject({ rateLimits: true, said: [] })
    expect(of('enforce_model_rate_limits')).toMatchObject({ rateLimits: true, said: [] })
    expect(of([])).toMatchObject({ rateLimits: false, said: [] })
  })

  it.each([
    ...['prompt_caching', 'responses_api_deployment_check', 'forward_client_headers_by_model_group'],
    ...['session_affinity', 'deployment_affinity', 'encrypted_content_affinity'],
  ])('takes %s without effect', (name) => {
    expect(of([name])).toMatchObject({ rateLimits: false, said: ['note without-effect'] })
  })

  it('warns of the one that would protect something', () => {
    expect(of(['router_budget_limiting']).said).toEqual(['warning without-protection'])
  })

  it('warns of what nobody knows, and asks what was meant', () => {
    const { said, problems } = of(['session_afinity', 'banana'])
    expect(said).toEqual(['warning unknown-check', 'warning unknown-check'])
    expect(problems.map(({ suggestion }) => suggestion)).toEqual(['session_affinity', undefined])
    expect(problems[0]?.path).toEqual(['router_settings', 'optional_pre_call_checks', 0])
  })
})
