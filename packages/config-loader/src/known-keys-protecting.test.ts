import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { showPath } from './problem.ts'

const said = (file: object) =>
  fromObject(file, { environment: {} })
    .problems.filter(({ code }) => ['without-protection', 'without-effect', 'unknown-key'].includes(code))
    .map(({ level, code, path }) => `${level} ${code} ${showPath(path)}`)
const entry = (params: object, model_info: object = {}) => ({
  model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/m', ...params }, model_info }],
})

describe('a key that would protect something', () => {
  it.each<[string, object]>([
    ['guardrails', { guardrails: [{ guardrail_name: 'pii' }] }],
    ['policies', { policies: { a: 1 } }],
    ['general_settings.custom_auth', { general_settings: { custom_auth: 'auth.check' } }],
    ['general_settings.enable_jwt_auth', { general_settings: { enable_jwt_auth: true } }],
    ['general_settings.allowed_routes', { general_settings: { allowed_routes: ['/a'] } }],
    ['general_settings.public_routes', { general_settings: { public_routes: ['/a'] } }],
    ['router_settings.provider_budget_config', { router_settings: { provider_budget_config: { openai: {} } } }],
    [
      'router_settings.optional_pre_call_checks[0]',
      { router_settings: { optional_pre_call_checks: ['router_budget_limiting'] } },
    ],
    ['litellm_settings.tag_budget_config', { litellm_settings: { tag_budget_config: { a: {} } } }],
    ['litellm_settings.max_budget', { litellm_settings: { max_budget: 5 } }],
    ['litellm_settings.budget_duration', { litellm_settings: { budget_duration: '30d' } }],
    ['model_list[0].litellm_params.max_budget', entry({ max_budget: 0 })],
    ['model_list[0].litellm_params.budget_duration', entry({ budget_duration: '1d' })],
    ['model_list[0].model_info.team_id', entry({}, { team_id: 't' })],
    ['model_list[0].model_info.access_groups', entry({}, { access_groups: ['a'] })],
  ])('is warned of: %s', (path, file) => {
    expect(said(file)).toEqual([`warning without-protection ${path}`])
  })

  it.each([false, 'False', null])('is a note where it is %j', (off) => {
    expect(said({ general_settings: { enable_jwt_auth: off } })).toEqual([
      'note without-effect general_settings.enable_jwt_auth',
    ])
  })

  it('is a note where it is empty', () => {
    expect(said({ guardrails: [], policies: {} })).toEqual([
      'note without-effect guardrails',
      'note without-effect policies',
    ])
  })

  it('says so', () => {
    const [problem] = fromObject({ guardrails: [1] }).problems
    expect(problem?.message).toBe('is accepted, and does not protect anything yet.')
  })
})
