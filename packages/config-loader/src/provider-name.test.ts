import { describe, expect, it } from 'vitest'
import { resolveModel, similarPrefix, withoutProvider } from './provider-name.ts'

describe('resolveModel', () => {
  it.each([
    ['gpt-4', 'openai', 'gpt-4'],
    ['gpt-3.5-turbo', 'openai', 'gpt-3.5-turbo'],
    ['gpt-4-32k', 'openai', 'gpt-4-32k'],
    ['o3', 'openai', 'o3'],
    ['o4-mini', 'openai', 'o4-mini'],
    ['chatgpt-4o-latest', 'openai', 'chatgpt-4o-latest'],
    ['ft:gpt-3.5-turbo:org::id', 'openai', 'ft:gpt-3.5-turbo:org::id'],
    ['text-embedding-3-small', 'openai', 'text-embedding-3-small'],
    ['claude-2', 'anthropic', 'claude-2'],
    ['claude-sonnet-4', 'anthropic', 'claude-sonnet-4'],
    ['gemini-2.5-pro', 'gemini', 'gemini-2.5-pro'],
    ['command-r', 'cohere', 'command-r'],
    ['mistral-large', 'mistral', 'mistral-large'],
    ['deepseek-chat', 'deepseek', 'deepseek-chat'],
    ['grok-4', 'xai', 'grok-4'],
  ])('knows the provider of the bare name %s', (name, provider, model) => {
    expect(resolveModel(name)).toEqual({ provider, model })
  })

  it.each([
    ['azure/gpt-4', 'azure', 'gpt-4'],
    ['openrouter/meta/llama', 'openrouter', 'meta/llama'],
    ['simulated/slow', 'simulated', 'slow'],
    ['openai/*', 'openai', '*'],
  ])('takes the provider off the front of %s, once', (name, provider, model) => {
    expect(resolveModel(name)).toEqual({ provider, model })
  })

  it.each(['my-model', 'o3x', 'gpt', 'nobody/gpt-4', 'mistralai/Mixtral-8x7B', 'deepseek-ai/DeepSeek-V3', ''])(
    'does not guess for %j',
    (name) => {
      expect(resolveModel(name)).toBeUndefined()
    },
  )

  it.each(['voyage', 'jina_ai', 'triton', 'sagemaker', 'nlp_cloud', 'vertex_ai_beta'])(
    'knows LiteLLM’s prefix %s',
    (provider) => {
      expect(resolveModel(`${provider}/a/b`)).toEqual({ provider, model: 'a/b' })
    },
  )

  it('tells what an unknown prefix was probably meant to be', () => {
    expect(similarPrefix('openia')).toBe('openai')
    expect(similarPrefix('hous', ['house'])).toBe('house')
    expect(similarPrefix('nobody')).toBeUndefined()
  })

  it('lets custom_llm_provider win over the name', () => {
    expect(resolveModel('gpt-4', 'groq')).toEqual({ provider: 'groq', model: 'gpt-4' })
    expect(resolveModel('meta/llama', 'openai_like')).toEqual({ provider: 'openai_like', model: 'meta/llama' })
  })

  it('does not say the provider twice when the name has it too', () => {
    expect(resolveModel('azure/gpt-4', 'azure')).toEqual({ provider: 'azure', model: 'gpt-4' })
  })

  it('takes providers that the application brings', () => {
    expect(resolveModel('house/tiny', null, ['house'])).toEqual({ provider: 'house', model: 'tiny' })
  })
})

describe('withoutProvider', () => {
  it.each([
    ['openai/gpt-4', 'gpt-4'],
    ['openrouter/openai/gpt-4', 'openai/gpt-4'],
    ['gpt-4', undefined],
    ['team/gpt-4', undefined],
  ])('of %s leaves %s', (name, left) => {
    expect(withoutProvider(name)).toBe(left)
  })

  it('knows providers that the application brings', () => {
    expect(withoutProvider('house/tiny', ['house'])).toBe('tiny')
  })
})
