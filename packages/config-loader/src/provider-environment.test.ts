import { describe, expect, it } from 'vitest'
import { providerDefaults, usualKeyVariable } from './provider-environment.ts'

describe('providerDefaults', () => {
  it.each([
    ['openai', { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://b' }, { apiKey: 'k', apiBase: 'https://b' }],
    [
      'azure',
      { AZURE_API_KEY: 'k', AZURE_API_BASE: 'https://b', AZURE_API_VERSION: 'v' },
      { apiKey: 'k', apiBase: 'https://b', apiVersion: 'v' },
    ],
    ['anthropic', { ANTHROPIC_API_KEY: 'k' }, { apiKey: 'k' }],
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

describe('usualKeyVariable', () => {
  it('names the variable people set', () => {
    expect(usualKeyVariable('openai')).toBe('OPENAI_API_KEY')
    expect(usualKeyVariable('anthropic')).toBe('ANTHROPIC_API_KEY')
  })

  it.each(['hosted_vllm', 'lm_studio', 'simulated', 'constructor'])('asks for no key for %s', (provider) => {
    expect(usualKeyVariable(provider)).toBeUndefined()
  })
})
