import { describe, expect, it } from 'vitest'
import { loadProvider } from './builtin-providers.ts'
import { vendors } from './openai-compatible/index.ts'

describe('loadProvider', () => {
  it.each([
    'openai',
    'azure',
    'anthropic',
    'gemini',
    'vertex_ai',
    'bedrock',
    'cohere',
    'cohere_chat',
    'ollama',
    'ollama_chat',
    'mock',
    'simulated',
    ...Object.keys(vendors),
  ])('knows %s', async (name) => {
    const adapter = await loadProvider(name)
    expect(adapter?.name).toBe(name)
    expect(Object.values(adapter?.operations ?? {})).toContainEqual(expect.any(Function))
  })

  it.each(['', 'nobody', 'OpenAI', 'constructor', '__proto__', 'toString'])('does not know %j', async (name) => {
    expect(await loadProvider(name)).toBeUndefined()
  })
})
