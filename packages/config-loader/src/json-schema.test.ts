import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { seedProduction as production } from '../../../tools/seed-production.ts'
import { acceptedKeys, acceptedParams } from './accepted-keys.ts'
import { configJsonSchema } from './json-schema.ts'
import { keyTexts } from './json-schema-texts.ts'
import { parseConfig } from './load-config.ts'
import type { JsonSchema } from './zod-to-json-schema.ts'

const root = join(import.meta.dirname, '../../..')
const fits = new Ajv({ strict: true, allowUnionTypes: true }).compile(configJsonSchema())
const accepts = (text: string) => fits(parse(text, { merge: true }))

const model = 'model_list: [{ model_name: m, litellm_params: { model: simulated/m } }]\n'
const policy = '{ TimeoutErrorRetries: 1, RateLimitError: 2, BadRequestError: { max_retries: 3 } }'
const withParam = (param: string) => `model_list: [{ model_name: m, litellm_params: { model: simulated/m, ${param} } }]`

describe('the JSON Schema of a configuration', () => {
  it('ships as it is made: turnout schema > packages/config-loader/config.schema.json, then npm run fix', () => {
    const shipped: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../config.schema.json'), 'utf8'))
    expect(JSON.stringify(shipped)).toBe(JSON.stringify(configJsonSchema()))
  })

  it('takes the seed page and every example', () => {
    expect(production).toContain('model_group_alias')
    expect(accepts(production), JSON.stringify(fits.errors)).toBe(true)
    const examples = globSync('examples/*.yaml', { cwd: root })
    expect(examples.length).toBeGreaterThan(1)
    for (const example of examples)
      expect(accepts(readFileSync(join(root, example), 'utf8')), `${example}: ${JSON.stringify(fits.errors)}`).toBe(
        true,
      )
  })

  it.each([
    ['sections without content', 'model_list:\nrouter_settings:\ngeneral_settings:\n'],
    ['a variable for a number', withParam('rpm: os.environ/RPM')],
    ['a variable for a whole number', `${model}router_settings: { num_retries: os.environ/RETRIES }`],
    ['a variable for yes or no', `${model}general_settings: { litellm_headers: os.environ/HEADERS }`],
    ['a variable for one of several words', `${model}router_settings: { when_all_cooling: os.environ/COOLING }`],
    ['a number as text', withParam("timeout: '2.5'")],
    ['any parameter of a request', withParam('temperature: 0.2, reasoning: { effort: low }')],
    ['any fact about a model', 'model_list: [{ model_name: m, litellm_params: { model: a/b }, model_info: { x: 1 } }]'],
    ['one fallback without its list', `${model}litellm_settings: { fallbacks: [{ m: n }] }`],
    ['a fallback with other parameters', `${model}router_settings: { fallbacks: [{ m: [{ model: n, stop: a }] }] }`],
    ['a policy in three spellings', `${model}router_settings: { retry_policy: ${policy} }`],
    ['a budget that is a share', `${model}router_settings: { retry_budget: 0.1 }`],
    ['no budget', `${model}router_settings: { retry_budget: false }`],
    ['no shedding', `${model}general_settings: { load_shedding: false }`],
    ['shedding by less', `${model}general_settings: { load_shedding: { max_lag: 0.05 } }`],
    ['a quantile', `${model}router_settings: { hedging: { quantile: 0.9 } }`],
    ['an address of Redis', `${model}router_settings: { state: { redis: rediss://h:6379 } }`],
    ['a Redis of a map', `${model}router_settings: { state: { redis: { cluster: [a, 'b:1', { host: c }] } } }`],
    ['sentinels', `${model}router_settings: { state: { redis: { sentinels: [[a, 1]], sentinel_name: m } } }`],
    ['a port of a variable', `${model}router_settings: { redis_host: h, redis_port: os.environ/RPM }`],
    ['any argument of a client', `${model}router_settings: { cache_kwargs: { socket_timeout: 1 } }`],
    ['a hidden alias', `${model}router_settings: { model_group_alias: { n: { model: m, hidden: true } } }`],
  ])('takes, as the loader does, %s', (_what, text) => {
    expect(accepts(text), JSON.stringify(fits.errors)).toBe(true)
    expect(said(text).filter((code) => mistakes.includes(code))).toEqual([])
  })

  it.each([
    ['a misspelt section', `${model}router_setings: {}`],
    ['a misspelt router setting', `${model}router_settings: { num_retrys: 3 }`],
    ['a misspelt litellm setting', `${model}litellm_settings: { callback: [console] }`],
    ['a misspelt general setting', `${model}general_settings: { masterkey: a }`],
    ['a misspelt key of a deployment', 'model_list: [{ model_name: m, litellm_params: { model: a/b }, rmp: 3 }]'],
    ['a deployment without model', 'model_list: [{ model_name: m, litellm_params: {} }]'],
    ['a deployment without name', 'model_list: [{ litellm_params: { model: a/b } }]'],
    ['a list of models that is a map', 'model_list: { model_name: m }'],
    ['text for a number', withParam('rpm: many')],
    ['a negative number', withParam('rpm: -1')],
    ['half a retry', `${model}router_settings: { num_retries: 1.5 }`],
    ['a word for yes or no', `${model}general_settings: { litellm_headers: maybe }`],
    ['fallbacks that are a map', `${model}router_settings: { fallbacks: { m: [n] } }`],
    ['a misspelt key of an alias', `${model}router_settings: { model_group_alias: { n: { model: m, hiden: true } } }`],
    ['a misspelt key of a simulated model', withParam('simulated: { latency: 3 }')],
    ['a wrong type where there is no effect yet', `${model}router_settings: { client_ttl: long }`],
    ['a misspelt key of shedding', `${model}general_settings: { load_shedding: { max_lags: 1 } }`],
    ['a budget of a word', `${model}router_settings: { retry_budget: much }`],
    ['a misspelt key of a budget', `${model}router_settings: { retry_budget: { ration: 0.1 } }`],
    ['a port that is none', `${model}router_settings: { redis_port: 70000 }`],
    ['an address of no Redis', `${model}router_settings: { redis_url: http://h }`],
    ['a misspelt key of state', `${model}router_settings: { state: { on_store_eror: open } }`],
    ['a misspelt key of Redis', `${model}router_settings: { state: { redis: { hots: h } } }`],
    ['a misspelt key of a node', `${model}router_settings: { state: { redis: { cluster: [{ host: h, prot: 1 }] } } }`],
    ['a misspelt mode', `${model}router_settings: { state: { on_store_error: shares } }`],
    ['a word that is not among the words', `${model}router_settings: { when_all_cooling: cry }`],
    ['an alias of a number', `${model}router_settings: { model_group_alias: { n: 3 } }`],
  ])('refuses, as the loader does, %s', (_what, text) => {
    expect(accepts(text)).toBe(false)
    expect(said(text).some((code) => mistakes.includes(code))).toBe(true)
  })

  it('knows every key that is accepted without effect, and says so', () => {
    const top = configJsonSchema()
    const entry = inside(top, 'model_list').items ?? {}
    const told = (map: JsonSchema) => (key: string) => map.properties?.[key]?.description
    for (const [section, keys] of Object.entries(acceptedKeys))
      for (const key of keys)
        expect(told(section === '' ? top : inside(top, section))(key), key).toContain('without effect')
    for (const key of acceptedParams)
      expect(told(inside(entry, 'litellm_params'))(key), key).toContain('without effect')
  })

  it('describes only keys that there are', () => {
    const told = JSON.stringify(configJsonSchema()).matchAll(/"(\w+)":\{"description":"([^"]*)"\}/g)
    const loose = [...told].filter(([, , text]) => !text?.includes('without effect')).map(([, key]) => key)
    expect(loose.toSorted()).toEqual(Object.keys(keyTexts.simulated).toSorted())
  })
})

const mistakes = ['unknown-key', 'wrong-type', 'invalid-value']
const environment = { RPM: '60', RETRIES: '2', HEADERS: 'true', COOLING: 'wait' }
const said = (text: string) => parseConfig(text, { environment }).problems.map(({ code }) => code)

function inside(schema: JsonSchema, key: string): JsonSchema {
  const found = schema.properties?.[key] ?? {}
  return found.anyOf?.find(({ type }) => type === 'object' || type === 'array') ?? found
}
