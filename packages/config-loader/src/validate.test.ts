import { describe, expect, it } from 'vitest'
import { showPath } from './problem.ts'
import { validate } from './validate.ts'

const entry = (params: object = {}, rest: object = {}) => ({
  model_list: [{ model_name: 'm', litellm_params: { model: 'openai/gpt-4', ...params }, ...rest }],
})
const said = (value: unknown) =>
  validate(value).problems.map(({ level, path, message }) => `${level} ${showPath(path)}: ${message}`)

describe('validate', () => {
  it('has nothing against an empty file', () => {
    expect(validate(null)).toEqual({ file: {}, problems: [] })
  })

  it('has nothing against empty sections', () => {
    expect(said({ model_list: null, router_settings: null, litellm_settings: null, general_settings: null })).toEqual(
      [],
    )
  })

  it.each<[string, unknown, string]>([
    ['a list for a file', [], ': expected a map with model_list, found a list.'],
    ['text for a section', { router_settings: 'fast' }, 'router_settings: expected a map, found text.'],
    ['a map for model_list', { model_list: {} }, 'model_list: expected a list of deployments, found a map.'],
    [
      'nothing for an entry',
      { model_list: [null] },
      'model_list[0]: expected a map with model_name and litellm_params, found nothing.',
    ],
    [
      'a model_name that is missing',
      { model_list: [{ litellm_params: { model: 'openai/x' } }] },
      'model_list[0].model_name: is required: the name that callers use.',
    ],
    [
      'litellm_params that are missing',
      { model_list: [{ model_name: 'm' }] },
      'model_list[0].litellm_params: expected a map with at least `model`, found nothing.',
    ],
    [
      'a model that is missing',
      { model_list: [{ model_name: 'm', litellm_params: {} }] },
      'model_list[0].litellm_params.model: is required: provider/model, or a name that tells its provider.',
    ],
    ['an empty model', entry({ model: '' }), 'model_list[0].litellm_params.model: is empty.'],
    ['text for rpm', entry({ rpm: 'lots' }), 'model_list[0].litellm_params.rpm: expected a number, found text.'],
    ['a list for rpm', entry({}, { rpm: [1] }), 'model_list[0].rpm: expected a number, found a list.'],
    ['a negative tpm', entry({ tpm: -1 }), 'model_list[0].litellm_params.tpm: must not be negative.'],
    ['a negative rpm as text', entry({ rpm: '-3' }), 'model_list[0].litellm_params.rpm: must not be negative.'],
    [
      'NaN',
      entry({ weight: Number.NaN }),
      'model_list[0].litellm_params.weight: expected a number, found a number without end or value.',
    ],
    [
      'infinity',
      entry({ rpm: Infinity }),
      'model_list[0].litellm_params.rpm: expected a number, found a number without end or value.',
    ],
    [
      'digits that come to infinity',
      entry({ rpm: '9'.repeat(400) }),
      'model_list[0].litellm_params.rpm: expected a number, found text.',
    ],
    ['half a retry', entry({ num_retries: 1.5 }), 'model_list[0].litellm_params.num_retries: must be a whole number.'],
    [
      'code',
      { litellm_settings: { prometheus_metrics_config: () => 1 } },
      'litellm_settings.prometheus_metrics_config: expected plain data, found a function.',
    ],
    ['code in a list', { guardrails: [1n] }, 'guardrails[0]: expected plain data, found a bigint.'],
    [
      'a number for api_key',
      entry({ api_key: 7 }),
      'model_list[0].litellm_params.api_key: expected text, found a number.',
    ],
    [
      'a number among tags',
      entry({ tags: ['a', 7] }),
      'model_list[0].litellm_params.tags[1]: expected text, found a number.',
    ],
    ['text for tags', entry({ tags: 'a' }), 'model_list[0].litellm_params.tags: expected a list, found text.'],
    [
      'a number for a header',
      entry({ extra_headers: { a: 1 } }),
      'model_list[0].litellm_params.extra_headers.a: expected text, found a number.',
    ],
    [
      'a list for an id',
      entry({}, { model_info: { id: [] } }),
      'model_list[0].model_info.id: expected text, found a list.',
    ],
    [
      'a map for fallbacks',
      { router_settings: { fallbacks: { a: ['b'] } } },
      'router_settings.fallbacks: expected a list of maps, like `- gpt-4: [gpt-3.5-turbo]`, found a map.',
    ],
    [
      'text among fallbacks',
      { litellm_settings: { fallbacks: ['b'] } },
      'litellm_settings.fallbacks[0]: expected a map, like `gpt-4: [gpt-3.5-turbo]`, found text.',
    ],
    [
      'a number for a target',
      { router_settings: { fallbacks: [{ a: ['b', 3] }] } },
      'router_settings.fallbacks[0].a[1]: expected a group, or a map with `model` and parameters that a request may have, found a number.',
    ],
    [
      'a list for an alias',
      { router_settings: { model_group_alias: { a: ['b'] } } },
      'router_settings.model_group_alias.a: expected a group, or a map with model and hidden, found a list.',
    ],
    [
      'an alias without its group',
      { router_settings: { model_group_alias: { a: { hidden: true } } } },
      'router_settings.model_group_alias.a.model: expected text, found nothing.',
    ],
    [
      'a number for callbacks',
      { litellm_settings: { callbacks: 1 } },
      'litellm_settings.callbacks: expected a list of names, found a number.',
    ],
    [
      'text for a flag',
      { general_settings: { litellm_headers: 'maybe' } },
      'general_settings.litellm_headers: expected true or false, found text.',
    ],
  ])('says of %s what was expected, what was found and where', (_, value, expected) => {
    expect(said(value)).toContain(`error ${expected}`)
    expect(validate(value).file).toBeUndefined()
  })

  it('reads numbers and flags that a variable gave as text', () => {
    const { file } = validate({
      ...entry({ rpm: ' 10 ', weight: '0.5' }),
      general_settings: { litellm_headers: 'true' },
    })
    expect(file?.model_list?.[0]?.litellm_params).toMatchObject({ rpm: 10, weight: 0.5 })
    expect(file?.general_settings?.litellm_headers).toBe(true)
  })

  it('reads what a variable gives: signs, exponents, capitals', () => {
    const { file } = validate({
      ...entry({ rpm: '+1e3', weight: '5e-1' }),
      general_settings: { litellm_headers: 'False' },
    })
    expect(file?.model_list?.[0]?.litellm_params).toMatchObject({ rpm: 1000, weight: 0.5 })
    expect(file?.general_settings?.litellm_headers).toBe(false)
  })

  it('says which variable a wrong value came from, and never the value', () => {
    const value = { router_settings: { timeout: 'sesame', polling_interval: 'sesame', num_retries: '-1' } }
    const { problems } = validate(value, (path) => `VAR_${path.at(-1)}`)
    expect(problems.filter(({ level }) => level !== 'note').map(({ message }) => message)).toEqual([
      'must not be negative (from the variable VAR_num_retries).',
      'expected a number, found text in the variable VAR_timeout.',
      'expected a number, found text in the variable VAR_polling_interval.',
    ])
  })

  it('takes a gap that a missing variable left for nothing', () => {
    const { file } = validate({
      ...entry({ tags: [null, 'eu'], extra_headers: { a: null, b: 'c' } }),
      router_settings: { model_group_alias: { x: null }, default_fallbacks: [null] },
    })
    expect(file?.model_list?.[0]?.litellm_params).toMatchObject({ tags: ['eu'], extra_headers: { b: 'c' } })
    expect(file?.router_settings?.default_fallbacks).toEqual([])
  })

  it('never says what stood there: it may be a key', () => {
    const secret = 'sk-very-secret'
    const value = { ...entry({ rpm: secret, tags: secret }), router_settings: { timeout: secret } }
    expect(said(value)).toHaveLength(3)
    expect(said(value).join('\n')).not.toContain(secret)
  })

  it.each<[string, unknown, string, string | undefined]>([
    ['in router_settings', { router_settings: { num_retrys: 3 } }, 'router_settings.num_retrys', 'num_retries'],
    [
      'that is like a key without effect',
      { litellm_settings: { drop_param: true } },
      'litellm_settings.drop_param',
      'drop_params',
    ],
    ['at the top', { modle_list: [] }, 'modle_list', 'model_list'],
    ['like nothing there is', { custom_section: {} }, 'custom_section', undefined],
    ['of a deployment', entry({}, { model_inof: {} }), 'model_list[0].model_inof', 'model_info'],
    ['in litellm_params', entry({ api_kye: 'k' }), 'model_list[0].litellm_params.api_kye', 'api_key'],
  ])('warns of an unknown key %s', (_, value, path, suggestion) => {
    const { file, problems } = validate(value)
    expect(file).toBeDefined()
    expect(
      problems.map((problem) => [problem.level, problem.code, showPath(problem.path), problem.suggestion]),
    ).toEqual([['warning', 'unknown-key', path, suggestion]])
  })

  it.each<[string, unknown]>([
    ['guardrails', { guardrails: [] }],
    ['router_settings.client_ttl', { router_settings: { client_ttl: 5 } }],
    ['general_settings.database_url', { general_settings: { database_url: 'x' } }],
    ['model_list[0].litellm_params.silent_model', entry({ silent_model: 'm' })],
  ])('notes that %s is without effect', (path, value) => {
    expect(said(value)).toEqual([`note ${path}: is accepted; it has no effect yet.`])
  })

  it('takes any request parameter in litellm_params for one', () => {
    const params = {
      ...{ temperature: 1, top_p: 1, max_tokens: 1, max_completion_tokens: 1, seed: 1, stop: 'x', user: 'u', n: 1 },
      ...{ presence_penalty: 0, frequency_penalty: 0, response_format: {}, tools: [], reasoning_effort: 'low' },
      ...{ logprobs: true, dimensions: 8, aws_region_name: 'eu', vertex_project: 'p' },
    }
    expect(said(entry(params))).toEqual([])
  })

  it('is not harmed by a key __proto__', () => {
    const { file } = validate(JSON.parse('{"__proto__": {"polluted": 1}, "router_settings": {"__proto__": {"a": 1}}}'))
    expect(file).not.toHaveProperty('polluted')
    expect({}).not.toHaveProperty('polluted')
  })
})
