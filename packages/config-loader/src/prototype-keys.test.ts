import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'
import { withoutPrototypeKeys } from './prototype-keys.ts'

describe('withoutPrototypeKeys', () => {
  it('drops them at any depth, and says where', () => {
    const given = JSON.parse('{"__proto__": {"a": 1}, "list": [{"x": 1, "__proto__": []}], "n": null}')
    const { value, problems } = withoutPrototypeKeys(given)
    expect(JSON.stringify(value)).toBe('{"list":[{"x":1}],"n":null}')
    expect(problems.map(({ path }) => path)).toEqual([['__proto__'], ['list', 0, '__proto__']])
  })

  it('leaves everything else', () => {
    const given = { constructor: 1, toString: [true, 'x', { prototype: null }] }
    expect(withoutPrototypeKeys(given)).toEqual({ value: given, problems: [] })
  })

  it('keeps names of groups and aliases from changing what an object is', () => {
    const { config, problems } = parseConfig(`model_list:
  - model_name: __proto__
    litellm_params: { model: simulated/a }
router_settings:
  fallbacks: [{ __proto__: [polluted] }]
  model_group_alias: { __proto__: { model: polluted }, constructor: __proto__ }
`)
    expect(config?.fallbacks.general).toEqual({})
    expect(config?.aliases).toEqual({ constructor: { group: '__proto__', hidden: false } })
    expect(Object.getPrototypeOf(config?.aliases)).toBe(Object.prototype)
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, 17, 'unknown-key'],
      [6, 24, 'unknown-key'],
    ])
    expect({}).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('model')
  })
})
