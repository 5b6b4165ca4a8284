import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { withoutWrong } from './without-wrong.ts'

const entry = (params: object = {}, rest: object = {}) => ({
  ...{ model_name: 'm', litellm_params: { model: 'openai/m', api_key: 'k', ...params }, ...rest },
})
const said = (file: object) =>
  fromObject(file, { environment: {} }).problems.map(({ level, code, path }) => `${level} ${code} ${path.at(-1)}`)

describe('withoutWrong', () => {
  it('leaves out the setting that a wrong value is inside of', () => {
    const file = { router_settings: { fallbacks: [{ a: [3] }], timeout: 5 }, environment_variables: 'A=1' }
    expect(withoutWrong(file, [['router_settings', 'fallbacks', 0, 'a', 0], ['environment_variables']])).toEqual({
      router_settings: { timeout: 5 },
    })
  })

  it('puts something in the place of what must not be missing', () => {
    const file = { model_list: [entry(), entry({ rpm: 'lots', api_key: 7, tags: 'x' }, { tpm: -1 })] }
    const paths = ['rpm', 'api_key', 'tags'].map((key) => ['model_list', 1, 'litellm_params', key])
    expect(withoutWrong(file, [...paths, ['model_list', 1, 'tpm']])).toEqual({
      model_list: [entry(), entry({ rpm: 1, api_key: '-' }, { tpm: 1 })],
    })
  })

  it.each([
    [[]],
    [['model_list']],
    [['model_list', 0]],
    [['model_list', 0, 'model_name']],
    [['model_list', 0, 'litellm_params', 'model']],
    [['router_settings']],
    [['router_settings', 'model_group_alias', 'x']],
  ])('gives up where it decides which groups there are: %j', (path) => {
    expect(withoutWrong({ model_list: [entry()] }, [path])).toBeUndefined()
  })
})

describe('a file with something of the wrong shape', () => {
  it('is checked for everything else all the same', () => {
    const router_settings = {
      ...{ num_retries: -1, client_ttl: 'long', model_group_alias: { x: 'y', y: 'x' } },
      ...{ fallbacks: [{ m: ['gone'] }], routing_strategy: 'banana', timeout: 3e6 },
    }
    expect(said({ model_list: [entry({ weight: 'much' }), entry({ weight: 0 })], router_settings })).toEqual([
      ...['error wrong-type weight', 'error invalid-value num_retries', 'warning wrong-type client_ttl'],
      ...['note without-effect client_ttl', 'error alias-cycle x', 'error alias-cycle y'],
      ...['error unknown-strategy routing_strategy', 'warning dangling-fallback 0', 'warning too-long timeout'],
    ])
  })

  it('is not accused of what follows from its being wrong', () => {
    expect(
      said({ model_list: [entry(), { model_name: 'n' }], router_settings: { fallbacks: [{ m: ['n'] }] } }),
    ).toEqual(['error wrong-type litellm_params'])
    expect(said({ model_list: [entry({ api_key: 7 })], general_settings: { master_key: 7 } })).toEqual([
      ...['error wrong-type api_key', 'error wrong-type master_key'],
    ])
  })
})
