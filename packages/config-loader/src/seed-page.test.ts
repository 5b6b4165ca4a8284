import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'

/** The YAML of the seed page, with its indentation put back. */
const keys = [
  'AZURE_API_KEY',
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'AZURE_KEY_EAST',
  'AZURE_KEY_WEST',
  'REDIS_PASSWORD',
]
const environment = Object.fromEntries(keys.map((name) => [name, `value of ${name}`]))
const load = (text: string) => {
  const { config, problems } = parseConfig(text, { environment })
  const said = (level: string) => problems.filter((p) => p.level === level).map((p) => `${p.line} ${p.code}`)
  return { config, errors: said('error'), warnings: said('warning'), notes: said('note') }
}

const basic = `model_list:
  - model_name: gpt-4
    litellm_params:
      model: azure/gpt-4
      api_key: os.environ/AZURE_API_KEY
      api_base: https://your-endpoint.openai.azure.com/
    tpm: 100000
    rpm: 1000
  - model_name: gpt-4
    litellm_params:
      model: gpt-4
      api_key: os.environ/OPENAI_API_KEY
    tpm: 90000
    rpm: 900
router_settings:
  routing_strategy: usage-based-routing
  num_retries: 3
  timeout: 30
  fallbacks:
    - gpt-4: ["gpt-3.5-turbo"]
`

const fallbacks = `model_list:
  - model_name: gpt-4
    litellm_params:
      model: gpt-4
      api_key: os.environ/OPENAI_API_KEY
  - model_name: gpt-3.5-turbo
    litellm_params:
      model: gpt-3.5-turbo
      api_key: os.environ/OPENAI_API_KEY
  - model_name: claude-2
    litellm_params:
      model: claude-2
      api_key: os.environ/ANTHROPIC_API_KEY
litellm_settings:
  fallbacks:
    - gpt-4: ["gpt-3.5-turbo", "claude-2"]
`

const redisCaching = `router_settings:
  redis_host: localhost
  redis_port: 6379
  redis_password: os.environ/REDIS_PASSWORD
  cache_responses: true
litellm_settings:
  cache: true
  cache_params:
    type: redis
    ttl: 3600
`

describe('the seed page', () => {
  it('loads its first file', () => {
    const { config, errors, warnings, notes } = load(basic)
    expect([errors, notes]).toEqual([[], []])
    expect(warnings).toEqual(['20 dangling-fallback'])
    expect(config?.deployments).toMatchObject([
      { group: 'gpt-4', provider: 'azure', model: 'gpt-4', rpm: 1000, tpm: 100_000 },
      { group: 'gpt-4', provider: 'openai', model: 'gpt-4', rpm: 900, tpm: 90_000 },
    ])
    expect(config).toMatchObject({
      numRetries: 3,
      timeoutMs: 30_000,
      fallbacks: { general: { 'gpt-4': [{ target: 'gpt-3.5-turbo' }] } },
    })
  })

  it('loads its fallbacks without a word', () => {
    const { config, ...said } = load(fallbacks)
    expect(said).toEqual({ errors: [], warnings: [], notes: [] })
    expect(config?.deployments.map(({ provider }) => provider)).toEqual(['openai', 'openai', 'anthropic'])
    expect(config?.fallbacks.general).toEqual({ 'gpt-4': [{ target: 'gpt-3.5-turbo' }, { target: 'claude-2' }] })
  })

  it('loads its context window fallbacks, and warns of names that are not there', () => {
    const settings =
      'litellm_settings:\n  context_window_fallbacks:\n    - gpt-3.5-turbo: ["gpt-3.5-turbo-16k"]\n    - gpt-4: ["gpt-4-32k"]\n'
    const { config, warnings } = load(settings)
    expect(warnings).toEqual([
      '1 no-deployments',
      '3 dangling-fallback',
      '3 dangling-fallback',
      '4 dangling-fallback',
      '4 dangling-fallback',
    ])
    expect(config?.fallbacks.contextWindow).toEqual({
      'gpt-3.5-turbo': [{ target: 'gpt-3.5-turbo-16k' }],
      'gpt-4': [{ target: 'gpt-4-32k' }],
    })
  })

  it('keeps answers in its Redis for an hour', () => {
    const { config, notes } = load(redisCaching)
    expect(notes).toEqual([])
    const redis = { host: 'localhost', port: 6379 }
    expect(config?.cache).toMatchObject({ redis, ttlMs: 3_600_000, hasOwnTtl: true })
    expect(config?.cache?.redis?.password?.reveal()).toBe('value of REDIS_PASSWORD')
    expect(config?.state?.redis).toEqual(config?.cache?.redis)
  })

  it('goes on without its keys, with a warning for each', () => {
    const { config, problems } = parseConfig(fallbacks, { environment: {} })
    expect(config?.deployments).toHaveLength(3)
    expect(problems.map(({ code, line }) => `${line} ${code}`)).toEqual([
      ...['3 missing-key', '5 missing-variable', '7 missing-key', '9 missing-variable'],
      ...['11 missing-key', '13 missing-variable'],
    ])
  })
})
