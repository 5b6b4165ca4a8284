import { expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { type Problem, showPath } from './problem.ts'

const group = (name: string) => ({ model_name: name, litellm_params: { model: `simulated/${name}` } })
const load = (fallbacks: unknown, rest: object = {}) =>
  fromObject({ model_list: [group('a'), group('b')], router_settings: { fallbacks, ...rest } }, { environment: {} })
const said = (problems: readonly Problem[]) =>
  problems.map(({ level, code, path }) => `${level} ${code} ${showPath(path)}`).sort()

it.each([
  ['in a list', [{ a: [{ model: 'b' }] }]],
  ['alone', [{ a: { model: 'b' } }]],
])('takes a map with model for a fallback target, %s', (_, fallbacks) => {
  const { config, problems } = load(fallbacks)
  expect(problems).toEqual([])
  expect(config?.fallbacks.general).toEqual({ a: [{ target: 'b' }] })
})

it('keeps what the request has there instead of its own', () => {
  const { config, problems } = load([{ a: ['b', { model: 'gone', temperature: 0, stop: null, metadata: { x: 1 } }] }])
  expect(config?.fallbacks.general).toEqual({
    a: [{ target: 'b' }, { target: 'gone', patch: { temperature: 0, metadata: { x: 1 } } }],
  })
  expect(said(problems)).toEqual(['warning dangling-fallback router_settings.fallbacks[0].a[1]'])
})

it.each(['api_key', 'api_base', 'base_url', 'api_version', 'aws_access_key_id'])(
  'leaves %s out, and says so',
  (key) => {
    const target = { model: 'b', [key]: 'x' }
    const { config, problems } = load([{ a: target }], { default_fallbacks: [{ ...target, stop: 'y' }] })
    expect(config?.fallbacks.general).toEqual({ a: [{ target: 'b' }], '*': [{ target: 'b', patch: { stop: 'y' } }] })
    expect(said(problems)).toEqual([
      `warning fallback-connection router_settings.default_fallbacks[0].${key}`,
      `warning fallback-connection router_settings.fallbacks[0].a.${key}`,
    ])
  },
)

it('says where a map has no model', () => {
  expect(load([{ a: [{}] }]).problems).toMatchObject([
    { level: 'error', code: 'wrong-type', path: ['router_settings', 'fallbacks', 0, 'a', 0, 'model'] },
  ])
})
