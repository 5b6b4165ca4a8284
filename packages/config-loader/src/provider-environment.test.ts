import { describe, expect, it } from 'vitest'
import { providerDefaults, usualKeyVariable, withUsualParams } from './provider-environment.ts'

describe('providerDefaults', () => {
  it.each([
    ['openai', { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://b' }, { apiKey: 'k', apiBase: 'https://b' }],
    [
      'azure',
      { AZURE_API_KEY: 'k', AZURE_API_BASE: 'https://b', AZURE_API_VERSION: 'v' },
      { apiKey: 'k', apiBase: 'https://b', apiVersion: 'v' },
    ],
    ['anthropic', { ANTHROPIC_API_KEY: 'k' }, { apiKey: 'k' }],
    ['cohere_chat', { CO_API_KEY: 'k' }, { apiKey: 'k' }],
    ['ollama', { OLLAMA_API_BASE: 'http://h', OLLAMA_API_KEY: 'k' }, { apiBase: 'http://h', apiKey: 'k' }],
    ['gemini', { GOOGLE_API_KEY: 'g', GEMINI_API_KEY: 'k' }, { apiKey: 'k' }],
    ['together_ai', { TOGETHERAI_API_KEY: 'k' }, { apiKey: 'k' }],
  ])('finds what %s needs where its own tools look', (provider, environment, expected) => {
    expect(providerDefaults(provider, environment)).toEqual(expected)
  })

  it('takes the first variable that is set and not empty', () => {
    const environment = { OPENAI_BASE_URL: '', OPENAI_API_BASE: 'https://second' }
    expect(providerDefaults('openai', environment)).toEqual({ apiBase: 'https://second' })
  })

  it.each(['nobody', 'constructor', '__proto__'])('has nothing for %s', (provider) => {
    expect(providerDefaults(provider, { OPENAI_API_KEY: 'k' })).toEqual({})
  })
})

const azureClient = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's' }
const client = { tenant_id: 't', client_id: 'c', client_secret: 's' }

describe('withUsualParams', () => {
  it('adds what the deployment lacks', () => {
    const environment = { OPENAI_ORGANIZATION: 'org' }
    expect(withUsualParams('openai', {}, environment, true)).toEqual({ organization: 'org' })
    expect(withUsualParams('openai', { organization: 'own' }, environment, true)).toEqual({ organization: 'own' })
    expect(withUsualParams('groq', { organization: null }, environment, true)).toEqual({ organization: null })
  })

  it('reads other credentials only where there is no key', () => {
    const environment = { ...azureClient, AZURE_SCOPE: 'scope' }
    expect(withUsualParams('azure', {}, environment, false)).toEqual({ ...client, azure_scope: 'scope' })
    expect(withUsualParams('azure', {}, environment, true)).toEqual({ azure_scope: 'scope' })
  })

  it('completes the credentials a deployment has, and adds no others', () => {
    const environment = { ...azureClient, AZURE_AD_TOKEN: 'token' }
    expect(withUsualParams('azure', { client_id: 'own' }, environment, false)).toEqual({ ...client, client_id: 'own' })
    expect(withUsualParams('azure', { azure_ad_token: 'own' }, environment, false)).toEqual({ azure_ad_token: 'own' })
  })

  it("finds Google's project, place and credentials, unless there is a key", () => {
    const environment = {
      ...{ VERTEXAI_PROJECT: 'p', VERTEX_LOCATION: 'l', GOOGLE_APPLICATION_CREDENTIALS: '/a.json' },
    }
    const found = { vertex_project: 'p', vertex_location: 'l', vertex_credentials: '/a.json' }
    expect(withUsualParams('vertex_ai', {}, environment, false)).toEqual(found)
    expect(withUsualParams('vertex_ai', {}, environment, true)).toEqual({ vertex_location: 'l' })
    expect(usualKeyVariable('vertex_ai')).toBeUndefined()
  })

  it('mixes no keys of AWS with a session of others', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'i', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't', AWS_REGION: 'r' }
    const region = { aws_region_name: 'r' }
    const keys = { aws_access_key_id: 'i', aws_secret_access_key: 's', aws_session_token: 't' }
    const own = { aws_access_key_id: 'own', aws_secret_access_key: 'own' }
    expect(withUsualParams('bedrock', {}, environment, false)).toEqual({ ...keys, ...region })
    expect(withUsualParams('bedrock', {}, environment, true)).toEqual(region)
    expect(withUsualParams('bedrock', own, environment, false)).toEqual({ ...own, ...region })
    const role = { aws_role_name: 'role' }
    expect(withUsualParams('bedrock', role, environment, false)).toEqual({ ...role, ...keys, ...region })
    const profile = { aws_profile_name: 'prod' }
    expect(withUsualParams('bedrock', profile, environment, false)).toEqual({ ...profile, ...region })
  })

  it('adds headers that the deployment has not, however it spells them', () => {
    const environment = { OR_SITE_URL: 'https://site', OR_APP_NAME: 'app' }
    const own = { extra_headers: { 'x-title': 'own', other: 'x' } }
    expect(withUsualParams('openrouter', own, environment, true)).toEqual({
      extra_headers: { 'HTTP-Referer': 'https://site', 'x-title': 'own', other: 'x' },
    })
    expect(withUsualParams('openrouter', own, {}, true)).toEqual(own)
  })
})

describe('usualKeyVariable', () => {
  it('names the variable people set', () => {
    expect(usualKeyVariable('openai')).toBe('OPENAI_API_KEY')
    expect(usualKeyVariable('anthropic')).toBe('ANTHROPIC_API_KEY')
  })

  it.each(['hosted_vllm', 'lm_studio', 'ollama', 'openai_like', 'litellm_proxy', 'simulated', 'constructor'])(
    'asks for no key for %s',
    (provider) => {
      expect(usualKeyVariable(provider)).toBeUndefined()
    },
  )
})
