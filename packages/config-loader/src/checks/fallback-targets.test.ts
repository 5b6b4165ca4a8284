import { describe, expect, it } from 'vitest'
import { fromObject, parseConfig } from '../load-config.ts'
import { showPath } from '../problem.ts'

const group = (name: string) => ({ model_name: name, litellm_params: { model: `simulated/${name}` } })
const dangling = (settings: object) => {
  const { problems } = fromObject({ model_list: [group('a'), group('b')], ...settings })
  return problems.filter(({ code }) => code === 'dangling-fallback').map(({ path }) => showPath(path))
}

describe('checkFallbackTargets', () => {
  it('has nothing against groups, aliases, ids and the star', () => {
    const settings = {
      model_list: [group('a'), { ...group('b'), model_info: { id: 'b-1' } }],
      router_settings: {
        model_group_alias: { short: 'b' },
        fallbacks: [{ a: ['b', 'short', 'b-1'] }, { '*': ['b'] }],
        default_fallbacks: ['b'],
      },
    }
    expect(dangling(settings)).toEqual([])
  })

  it.each(['router_settings', 'litellm_settings'])('points into %s, down to the entry', (section) => {
    expect(dangling({ [section]: { fallbacks: [{ a: ['b'] }, { gone: ['b', 'nowhere'] }] } })).toEqual([
      `${section}.fallbacks[1].gone`,
      `${section}.fallbacks[1].gone[1]`,
    ])
  })

  it.each(['context_window_fallbacks', 'content_policy_fallbacks'])('looks at %s too', (list) => {
    expect(dangling({ router_settings: { [list]: [{ a: ['nowhere'] }] } })).toEqual([`router_settings.${list}[0].a[0]`])
  })

  it('looks at default_fallbacks too', () => {
    expect(dangling({ litellm_settings: { default_fallbacks: ['b', 'nowhere'] } })).toEqual([
      'litellm_settings.default_fallbacks[1]',
    ])
  })

  it('takes a name for those that have it behind their provider, in the ordinary list', () => {
    const entries = [{ 'gpt-4': ['openai/gpt-4'] }]
    const model_list = [group('openai/gpt-4')]
    expect(dangling({ model_list, router_settings: { fallbacks: entries } })).toEqual([])
    expect(dangling({ model_list, router_settings: { fallbacks: [{ 'openai/gpt-4': ['gpt-4'] }] } })).toEqual([
      'router_settings.fallbacks[0].openai/gpt-4[0]',
    ])
    expect(dangling({ model_list, router_settings: { context_window_fallbacks: entries } })).toEqual([
      'router_settings.context_window_fallbacks[0].gpt-4',
    ])
  })

  it('looks at targets that are maps', () => {
    const settings = { fallbacks: [{ a: [{ model: 'nowhere' }] }], default_fallbacks: [{ model: 'gone', stop: 'x' }] }
    expect(dangling({ router_settings: settings })).toEqual([
      'router_settings.default_fallbacks[0]',
      'router_settings.fallbacks[0].a[0]',
    ])
  })

  it('finds the line of a target, and of one without its list', () => {
    const { problems } = parseConfig(`model_list:
  - model_name: a
    litellm_params: {model: simulated/a}
  - {model_name: b, litellm_params: {model: simulated/b}}
litellm_settings:
  fallbacks:
    - a:
        - b
        - nowhere
    - a: gone
`)
    expect(problems).toMatchObject([
      { level: 'warning', line: 9, column: 11, message: 'The fallback target nowhere is not in model_list.' },
      { level: 'warning', line: 10, column: 7, message: 'The fallback target gone is not in model_list.' },
    ])
  })
})
