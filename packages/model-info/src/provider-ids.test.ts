import { findProvider } from '@pydantic/genai-prices'
import { expect, it } from 'vitest'
import { providerId } from './provider-ids.ts'

it.each(
  `openai azure anthropic gemini vertex vertex_ai bedrock openrouter mistral groq deepseek xai cohere together_ai
  fireworks_ai perplexity cerebras cloudflare baseten moonshot minimax novita voyage zai`.split(/\s+/),
)('%s is a provider that genai-prices has', (name) => {
  const id = providerId(name)
  expect(findProvider({ providerId: id ?? 'none' })?.id).toBe(id)
})

it('knows no price list of a server of one’s own', () => {
  for (const name of ['hosted_vllm', 'openai_like', 'custom_openai', 'simulated', 'ollama', 'toString'])
    expect(providerId(name)).toBeUndefined()
})
