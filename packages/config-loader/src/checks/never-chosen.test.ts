import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'
import { showPath } from '../problem.ts'

const never = (params: readonly object[], router_settings: object = {}) => {
  const model_list = params.map((one) => ({ model_name: 'm', litellm_params: { model: 'simulated/m', ...one } }))
  return fromObject({ model_list, router_settings })
    .problems.filter(({ code }) => code === 'never-chosen')
    .map(({ level, path, message }) => `${level} ${showPath(path)} ${message.split(',')[0]}`)
}

describe('checkNeverChosen', () => {
  it.each<[string, readonly object[]]>([
    ['equals', [{}, {}]],
    ['weights everywhere', [{ weight: 1 }, { weight: 0.1 }]],
    ['nothing but zeros, which are equal', [{ weight: 0 }, { weight: 0 }]],
    ['a weight that the first has not: it does not count', [{}, { weight: 1 }]],
    ['one alone', [{ weight: 0 }]],
  ])('has nothing against %s', (_, params) => {
    expect(never(params)).toEqual([])
  })

  it.each(['weight', 'rpm', 'tpm'])('lets the first decide that %s counts', (key) => {
    expect(never([{ [key]: 5 }, {}, { [key]: 1 }, { [key]: 0 }])).toEqual([
      `warning model_list[1].litellm_params has no ${key}`,
      `warning model_list[3].litellm_params has ${key} 0`,
    ])
  })

  it('prefers weight to rpm, and rpm to tpm', () => {
    expect(never([{ weight: 1, rpm: 1, tpm: 1 }, { weight: 1 }])).toEqual([])
    expect(never([{ rpm: 1, tpm: 1 }, { tpm: 1 }])).toEqual(['warning model_list[1].litellm_params has no rpm'])
  })

  it('may be the first itself', () => {
    expect(never([{ weight: 0 }, { weight: 1 }])).toEqual(['warning model_list[0].litellm_params has weight 0'])
  })

  it('is about groups that simple-shuffle serves, also where it stands in for another', () => {
    const params = [{ weight: 1 }, {}]
    expect(never(params, { routing_strategy: 'least-busy' })).toEqual([])
    expect(never(params, { routing_strategy: 'provider-budget-routing' })).toHaveLength(1)
    expect(never(params, { model_group_strategy: { m: 'sticky' } })).toEqual([])
    const own = { routing_strategy: 'sticky', model_group_strategy: { m: 'simple-shuffle' } }
    expect(never(params, own)).toHaveLength(1)
    const alias = { model_group_alias: { n: 'm', o: 'm' }, model_group_strategy: { n: 'sticky', o: 'simple-shuffle' } }
    expect(never(params, alias)).toEqual([])
    expect(never(params, { ...alias, model_group_strategy: { n: 'sticky', m: 'simple-shuffle' } })).toHaveLength(1)
  })

  it('passes over deployments that are left out, and reads limits beside litellm_params', () => {
    const entry = (params: object, rest: object = {}) => ({ model_name: 'm', litellm_params: params, ...rest })
    const model_list = [entry({ model: 'mystery', weight: 1 }), entry({ model: 'simulated/a' }, { rpm: 3 })]
    const { problems } = fromObject({ model_list: [...model_list, entry({ model: 'simulated/b' })] })
    expect(problems.map(({ code, path }) => [code, path[1]])).toEqual([
      ['unknown-provider', 0],
      ['never-chosen', 2],
    ])
  })
})
