import { describe, expect, it } from 'vitest'
import { toDeployments } from './deployments.ts'
import { validate } from './validate.ts'

const environment = {
  OPENAI_API_KEY: 'environment-key',
  OPENAI_BASE_URL: 'https://environment',
  AZURE_API_VERSION: 'environment-version',
}
const load = (params: object, values: unknown = { api_key: 'shared-key', api_base: 'https://shared' }) => {
  const credentials = [{ credential_name: 'shared', credential_values: values }, null, { credential_name: 7 }]
  const entry = {
    model_name: 'm',
    litellm_params: { model: 'openai/gpt-4', litellm_credential_name: 'shared', ...params },
  }
  const { file, problems } = validate({ model_list: [entry] })
  if (!file?.model_list) throw new Error(JSON.stringify(problems))
  return toDeployments(file.model_list, { environment, providers: [], credentials })
}
const one = (params: object = {}, values?: unknown) => {
  const [deployment] = load(params, values).deployments
  if (!deployment) throw new Error('no deployment')
  return { ...deployment, apiKey: deployment.apiKey?.reveal() }
}

describe('a deployment that names a credential', () => {
  it('has the credential’s values, not the environment’s', () => {
    expect(one()).toMatchObject({ apiKey: 'shared-key', apiBase: 'https://shared', defaults: {}, settings: {} })
  })

  it('keeps what it states itself', () => {
    expect(one({ api_key: 'own' })).toMatchObject({ apiKey: 'own', apiBase: 'https://shared' })
    expect(one({ base_url: 'https://own' })).toMatchObject({ apiKey: 'shared-key', apiBase: 'https://own' })
    expect(one({ api_key: null })).toMatchObject({ apiKey: 'shared-key' })
  })

  it('takes nothing from the environment where the credential is silent', () => {
    expect(one({ model: 'azure/gpt-4' }, { api_key: 'k', api_base: 'https://a' }).apiVersion).toBeUndefined()
    expect(one({}, { api_key: 'k' }).apiBase).toBeUndefined()
    expect(one({}, { api_key: null, api_base: 'https://a' }).apiKey).toBeUndefined()
    expect(load({}, null).problems).toMatchObject([
      { code: 'missing-key', message: 'There is no api_key, and the credential shared has none.' },
    ])
  })

  it('takes version and adapter settings too, secret or not, and nothing else', () => {
    const values = {
      ...{ api_version: 'v', organization: 'o', aws_region_name: 'eu', aws_secret_access_key: 's' },
      ...{ temperature: '1', rpm: 5, weight: '3' },
    }
    const deployment = one({}, values)
    expect(deployment).toMatchObject({ apiVersion: 'v', settings: { organization: 'o', aws_region_name: 'eu' } })
    expect(deployment.secrets['aws_secret_access_key']?.reveal()).toBe('s')
    expect(deployment.defaults).toEqual({})
    expect(deployment).not.toHaveProperty('rpm')
    expect(deployment).not.toHaveProperty('weight')
  })

  it('is left out with a warning at the name when there is none of that name', () => {
    expect(load({ litellm_credential_name: 'shard' })).toMatchObject({
      deployments: [],
      problems: [
        {
          ...{ level: 'warning', code: 'unknown-credential', suggestion: 'shared' },
          path: ['model_list', 0, 'litellm_params', 'litellm_credential_name'],
          message: 'The credential shard cannot be told from credential_list, so this deployment is left out.',
        },
      ],
    })
  })

  it.each(['text', 7, ['list']])('is left out when its values are %j', (values) => {
    expect(load({}, values)).toMatchObject({ deployments: [], problems: [{ code: 'unknown-credential' }] })
  })

  it('keeps its id when the key changes, and not when the address does', () => {
    const id = (values: object) => one({}, values).id
    expect(id({ api_key: 'a' })).toBe(id({ api_key: 'b' }))
    expect(id({ api_base: 'https://a' })).not.toBe(id({ api_base: 'https://b' }))
  })

  it('asks the environment as ever where none is named', () => {
    expect(one({ litellm_credential_name: null })).toMatchObject({ apiKey: 'environment-key' })
  })
})
