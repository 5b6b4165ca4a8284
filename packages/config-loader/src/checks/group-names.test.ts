import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showPath } from '../problem.ts'

const dangling = (router_settings: object) => {
  const model_list = ['gpt-4o', 'claude'].map((name) => ({
    model_name: name,
    litellm_params: { model: 'simulated/m' },
  }))
  return fromObject({ model_list, router_settings })
    .problems.filter(({ code }) => code === 'dangling-group')
    .map(({ level, path, suggestion }) => `${level} ${showPath(path)} → ${suggestion}`)
}

describe('checkGroupNames', () => {
  it.each([
    ['model_group_retry_policy', { Timeout: 1 }],
    ['model_group_strategy', 'simple-shuffle'],
    ['model_group_affinity_config', ['session_affinity']],
  ])('knows the groups of %s', (key, value) => {
    expect(dangling({ [key]: { 'gpt-4o': value, claude: value } })).toEqual([])
    expect(dangling({ [key]: { 'gtp-4o': value } })).toEqual([`warning router_settings.${key}.gtp-4o → gpt-4o`])
  })

  it('knows the groups of caching_groups', () => {
    expect(
      dangling({
        caching_groups: [
          ['gpt-4o', 'claude'],
          ['gpt-4o', 'gemini'],
        ],
      }),
    ).toEqual(['warning router_settings.caching_groups[1][1] → undefined'])
  })

  it('takes an alias for a group, also one whose target is missing', () => {
    const model_group_alias = { smart: 'claude', 'gpt-4o': 'prod-gpt-4o', lost: 'gone' }
    const model_group_strategy = { smart: 'simple-shuffle', 'gpt-4o': 'simple-shuffle', lost: 'simple-shuffle' }
    expect(dangling({ model_group_alias, model_group_strategy })).toEqual([])
  })
})
