import { describe, expect, it } from 'vitest'
import { toDeployments } from './deployments.ts'
import type { Environment } from './environment.ts'
import { validate } from './validate.ts'

const load = (list: readonly object[], environment: Environment = {}, providers: readonly string[] = []) => {
  const { file, problems } = validate({ model_list: list })
  if (!file?.model_list) throw new Error(JSON.stringify(problems))
  return toDeployments(file.model_list, { environment, providers })
}
const entry = (params: object = {}, rest: object = {}) => ({
  model_name: 'm',
  litellm_params: { model: 'openai/gpt-4', api_key: 'k', ...params },
  ...rest,
})
const one = (params?: object, rest?: object, environment?: Environment) => {
  const [deployment] = load([entry(params, rest)], environment).deployments
  if (!deployment) throw new Error('no deployment')
  return deployment
}

describe('toDeployments', () => {
  it('takes a deployment as the file has it', () => {
    const params = { model: 'azure/gpt-4', api_base: 'https://b', api_version: 'v', tags: ['eu'], weight: 3 }
    const deployment = one(params, { rpm: 10, model_info: { id: 'east', base_model: 'gpt-4' } })
    expect(deployment).toMatchObject({
      ...{ id: 'east', group: 'm', provider: 'azure', model: 'gpt-4', apiBase: 'https://b', apiVersion: 'v' },
      ...{ tags: ['eu'], weight: 3, rpm: 10, info: { id: 'east', base_model: 'gpt-4' } },
    })
    expect(deployment.apiKey?.reveal()).toBe('k')
  })

  it('keeps credentials secret that stand there as a map', () => {
    const deployment = one({ model: 'vertex_ai/gemini', vertex_credentials: { private_key: 's3cret' } })
    expect(deployment.secrets['vertex_credentials']?.reveal()).toBe('{"private_key":"s3cret"}')
    expect(JSON.stringify(deployment)).not.toContain('s3cret')
  })

  it('has the usual credentials where the file has none, and the same id', () => {
    const azure = { model: 'azure/gpt-4', api_key: undefined, api_base: 'https://b' }
    const environment = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's3cret' }
    const deployment = one(azure, {}, environment)
    expect(deployment).toMatchObject({ id: one(azure).id, settings: { tenant_id: 't', client_id: 'c' }, defaults: {} })
    expect(deployment.secrets['client_secret']?.reveal()).toBe('s3cret')
    expect(JSON.stringify(deployment)).not.toContain('s3cret')
    expect(one({ ...azure, api_key: 'k' }, {}, environment).settings).toEqual({})
  })

  it('has the usual headers of its provider', () => {
    const { settings, defaults } = one({ model: 'openrouter/m' }, {}, { OR_APP_NAME: 'app' })
    expect(settings).toEqual({ extra_headers: { 'X-Title': 'app' } })
    expect(defaults).toEqual({})
  })

  it('keeps a guardrail from what requests may change', () => {
    const guardrailConfig = { guardrailIdentifier: 'g' }
    const { settings, defaults } = one({ model: 'bedrock/a.b', guardrailConfig })
    expect({ settings, defaults }).toEqual({ settings: { guardrailConfig }, defaults: {} })
  })

  it('never shows its key', () => {
    expect(JSON.stringify(one({ api_key: 'sk-hidden' }))).not.toContain('sk-hidden')
  })

  it('leaves out what the file does not say', () => {
    expect(Object.keys(one()).sort()).toEqual(
      ['apiKey', 'defaults', 'group', 'id', 'info', 'model', 'provider', 'secrets', 'settings', 'tags'].sort(),
    )
  })

  it('takes base_url for api_base, and lets api_base win', () => {
    expect(one({ base_url: 'https://u' }).apiBase).toBe('https://u')
    expect(one({ base_url: 'https://u', api_base: 'https://b' }).apiBase).toBe('https://b')
  })

  it('asks the environment where the file says nothing, null included', () => {
    const environment = { OPENAI_API_KEY: 'from-environment', OPENAI_BASE_URL: 'https://e' }
    const deployment = one({ api_key: null }, {}, environment)
    expect(deployment.apiKey?.reveal()).toBe('from-environment')
    expect(deployment.apiBase).toBe('https://e')
    expect(one({ api_key: 'k' }, {}, environment).apiKey?.reveal()).toBe('k')
  })

  it('prefers limits in litellm_params to those beside it', () => {
    expect(one({ rpm: 1, tpm: 0 }, { rpm: 9, tpm: 9 })).toMatchObject({ rpm: 1, tpm: 0 })
  })

  it('turns seconds into milliseconds, and takes 0 for unset', () => {
    expect(one({ timeout: 1.5, stream_timeout: 2 })).toMatchObject({ timeoutMs: 1500, streamTimeoutMs: 2000 })
    expect(one({ timeout: 0, request_timeout: 3 })).toMatchObject({ timeoutMs: 3000 })
    expect(one({ timeout: 0, stream_timeout: 0 })).not.toHaveProperty('timeoutMs')
    expect(one({ stream_timeout: 0 })).not.toHaveProperty('streamTimeoutMs')
  })

  it('keeps a cooldown of zero seconds', () => {
    expect([0, 1e-10, '2.5'].map((cooldown_time) => one({ cooldown_time }).cooldownTimeMs)).toEqual([0, 0, 2_500])
    expect(one({ cooldown_time: null })).not.toHaveProperty('cooldownTimeMs')
  })

  it('takes a mocked answer, sends it to nobody, and is the same deployment with it', () => {
    const mocked = one({ mock_response: 'hi' })
    expect(mocked).toMatchObject({ id: one().id, mockResponse: 'hi', defaults: {}, settings: {} })
    expect(one({ mock_response: '' })).not.toHaveProperty('mockResponse')
    expect(load([entry({ mock_response: 'a' }), entry({ mock_response: 'b' })]).deployments).toMatchObject([
      { id: mocked.id, mockResponse: 'a' },
      { id: expect.not.stringMatching(mocked.id), mockResponse: 'b' },
    ])
  })

  it('asks for no key where the answer is mocked', () => {
    expect(load([entry({ api_key: null, mock_response: 'hi' })]).problems).toEqual([])
  })

  it('takes order, region, price and window, and sends none of them', () => {
    const params = { order: '-1', region_name: 'eu', input_cost_per_token: '1e-6', output_cost_per_token: 2e-6 }
    const deployment = one(params, { model_info: { max_input_tokens: 8_000, base_model: 'azure/gpt-4' } })
    expect(deployment).toMatchObject({
      ...{ order: -1, region: 'eu', pricing: { inputPerToken: 1e-6, outputPerToken: 2e-6 }, maxInputTokens: 8_000 },
      ...{ info: { max_input_tokens: 8_000, base_model: 'azure/gpt-4' }, defaults: {}, settings: {} },
    })
  })

  it('takes the region of watsonx, which its adapter knows as well', () => {
    expect(one({ watsonx_region_name: 'us-south' })).toMatchObject({
      ...{ region: 'us-south', settings: { watsonx_region_name: 'us-south' } },
    })
    expect(one({ region_name: 'eu', watsonx_region_name: 'us-south' }).region).toBe('eu')
  })

  it('keeps zero retries', () => {
    expect(one({ num_retries: 0 }).numRetries).toBe(0)
  })

  it('sends any other parameter with every request', () => {
    const params = { temperature: 0.2, max_tokens: 5, order: 1, input_cost_per_token: 1, seed: null }
    expect(one(params).defaults).toEqual({ temperature: 0.2, max_tokens: 5 })
  })

  it('keeps what only an adapter understands apart', () => {
    const params = { organization: 'o', extra_headers: { 'X-A': 'b' }, aws_region_name: 'eu', simulated: { seed: 1 } }
    expect(one(params)).toHaveProperty('settings', params)
    expect(one(params).defaults).toEqual({})
  })

  it('drops one whose provider cannot be told, says so, and serves the others', () => {
    const { deployments, problems } = load([entry({ model: 'mystery' }), entry()])
    expect(deployments).toHaveLength(1)
    expect(problems).toMatchObject([
      { level: 'warning', code: 'unknown-provider', path: ['model_list', 0, 'litellm_params', 'model'] },
    ])
  })

  it.each([
    ['mystery', 'The provider of "mystery" cannot be told, so this deployment is left out. Write provider/model.'],
    ['nobody/x', 'The prefix "nobody" is not a known provider, so this deployment is left out.'],
  ])('tells what is wrong with %s', (model, message) => {
    expect(load([entry({ model })]).problems).toMatchObject([{ code: 'unknown-provider', message }])
  })

  it('suggests the provider that a prefix is a slip of', () => {
    expect(load([entry({ model: 'opneai/x' })]).problems).toMatchObject([{ suggestion: 'openai' }])
  })

  it('takes providers that the application brings', () => {
    expect(load([entry({ model: 'house/x' })], {}, ['house']).deployments).toMatchObject([{ provider: 'house' }])
  })

  it('warns where neither key nor base is to be had', () => {
    expect(load([entry({ api_key: null })]).problems).toEqual([
      {
        ...{ level: 'warning', code: 'missing-key', path: ['model_list', 0, 'litellm_params'] },
        message: 'There is no api_key, and OPENAI_API_KEY is not set.',
      },
    ])
    expect(load([entry({ api_key: null, api_base: 'http://localhost' })]).problems).toEqual([])
    expect(load([entry({ api_key: null, model: 'simulated/x' })]).problems).toEqual([])
  })

  it('gives equals different ids, the same ones every time', () => {
    const ids = () => load([entry(), entry(), entry({ api_key: 'other' })]).deployments.map(({ id }) => id)
    expect(new Set(ids()).size).toBe(3)
    expect(ids()).toEqual(ids())
  })

  it('keeps the id of the first of equals when a second comes', () => {
    const [alone] = load([entry()]).deployments
    expect(load([entry(), entry()]).deployments[0]?.id).toBe(alone?.id)
  })

  it('makes a number an id, and an empty id none', () => {
    expect(one({}, { model_info: { id: 7 } }).id).toBe('7')
    expect(one({}, { model_info: { id: '' } }).id).toBe(one().id)
  })

  it('calls an id that is taken an error, at the second', () => {
    const named = entry({}, { model_info: { id: 'x' } })
    expect(load([named, entry(), named]).problems).toMatchObject([
      { level: 'error', code: 'duplicate-id', path: ['model_list', 2, 'model_info', 'id'] },
    ])
  })
})
