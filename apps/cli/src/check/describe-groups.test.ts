import { parseConfig } from '@turnout/config-loader'
import { describe, expect, it } from 'vitest'
import { describeGroups } from './describe-groups.ts'

const groupsOf = (text: string) => {
  const { config, problems } = parseConfig(text, { environment: {} })
  if (!config) throw new Error(JSON.stringify(problems))
  return describeGroups(config)
}

const list = `model_list:
  - { model_name: a, litellm_params: { model: simulated/x, weight: 2, api_key: sk-hidden }, model_info: { id: one } }
  - { model_name: b, litellm_params: { model: simulated/y, rpm: 60 }, tpm: 1000, model_info: { id: two } }
  - { model_name: a, litellm_params: { model: simulated/z }, model_info: { id: three } }
`

describe('describeGroups', () => {
  it('tells who serves a group, and how much', () => {
    const facts = groupsOf(list)
    expect(facts).toEqual([
      {
        group: 'a',
        deployments: [
          { id: 'one', model: 'simulated/x', weight: 2 },
          { id: 'three', model: 'simulated/z' },
        ],
        strategy: 'simple-shuffle',
        fallbacks: [],
        aliases: [],
      },
      {
        group: 'b',
        deployments: [{ id: 'two', model: 'simulated/y', rpm: 60, tpm: 1000 }],
        strategy: 'simple-shuffle',
        fallbacks: [],
        aliases: [],
      },
    ])
    expect(JSON.stringify(facts)).not.toContain('sk-hidden')
  })

  it('tells where a group leads: its own list, else the one for all, never itself', () => {
    const [a, b] = groupsOf(
      `${list}router_settings: { default_fallbacks: [a, b], fallbacks: [{ a: [b] }], context_window_fallbacks: [{ b: [a] }], content_policy_fallbacks: [{ a: [b] }] }`,
    )
    expect(a).toMatchObject({ fallbacks: ['b'], content_policy_fallbacks: ['b'] })
    expect(a).not.toHaveProperty('context_window_fallbacks')
    expect(b).toMatchObject({ fallbacks: ['a'], context_window_fallbacks: ['a'] })
  })

  it('tells the other names of a group', () => {
    const [a, b] = groupsOf(`${list}router_settings: { model_group_alias: { c: a, d: { model: a, hidden: true } } }`)
    expect(a?.aliases).toEqual([
      { name: 'c', hidden: false },
      { name: 'd', hidden: true },
    ])
    expect(b?.aliases).toEqual([])
  })
})
