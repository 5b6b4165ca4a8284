import { describe, expect, it } from 'vitest'
import { fromObject, parseConfig } from '../load-config.ts'
import { showPath } from '../problem.ts'
import { checkSecrets } from './literal-secrets.ts'

const found = (value: unknown) => checkSecrets(value).map(({ path }) => showPath(path))

describe('checkSecrets', () => {
  it.each([
    ...['api_key', 'master_key', 'redis_password', 'password', 'azure_ad_token', 'client_secret', 'Authorization'],
    ...['aws_secret_access_key', 'LANGFUSE_SECRET_KEY', 'x-api-key'],
  ])('warns of %s', (name) => {
    expect(found({ deep: [{ [name]: 'sk-1234' }] })).toEqual([`deep[0].${name}`])
  })

  it.each([
    ...['model', 'max_tokens', 'input_cost_per_token', 'litellm_key_header_name', 'key_management_system'],
    ...['litellm_credential_name', 'aws_access_key_id', 'prompt_cache_key', 'user_api_key_cache_ttl'],
  ])('has nothing against %s', (name) => {
    expect(found({ [name]: 'text' })).toEqual([])
  })

  it.each([['os.environ/KEY'], ['oidc/azure'], [''], [null], [7], [true]])(
    'has nothing against a key that is %j',
    (value) => {
      expect(found({ api_key: value })).toEqual([])
    },
  )

  it('looks into lists of secrets, and into addresses', () => {
    expect(found({ api_keys: { list: 'x' }, keys: ['a', 'os.environ/B'] })).toEqual(['keys[0]'])
    expect(found({ url: 'redis://:pw@host:6379', plain: 'redis://host:6379', user: 'https://me@host' })).toEqual([
      'url',
    ])
  })

  it('takes vertex_credentials for a path unless they are JSON', () => {
    expect(found({ a: { vertex_credentials: 'key.json' }, b: { vertex_credentials: '{"private_key": 1}' } })).toEqual([
      'b.vertex_credentials',
    ])
  })

  it('never tells the value, and is about files: in code a key has come from somewhere', () => {
    const file = { model_list: [{ model_name: 'm', litellm_params: { model: 'openai/m', api_key: 'sk-1234' } }] }
    const { problems } = parseConfig(JSON.stringify(file), { environment: {} })
    expect(problems).toMatchObject([{ level: 'warning', code: 'literal-secret', line: 1, column: 71 }])
    expect(JSON.stringify(problems)).not.toContain('1234')
    expect(fromObject(file, { environment: {} }).problems).toEqual([])
  })
})
