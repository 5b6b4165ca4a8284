import { describe, expect, it } from 'vitest'
import { costMapEntry } from './cost-map.ts'

const map = {
  'azure/gpt-4': { from: 'azure' },
  'gpt-4': { from: 'openai', litellm_provider: 'openai' },
  'gemini-pro': { from: 'vertex', litellm_provider: 'vertex_ai-language-models' },
  'llama-3': { from: 'anybody' },
}
const find = (provider: string, model: string, stated = false) =>
  costMapEntry(map, { provider, model, stated })?.['from']

describe('an entry of a cost map', () => {
  it.each([
    ['azure', 'gpt-4', 'azure'],
    ['openai', 'gpt-4', 'openai'],
    ['hosted_vllm', 'gpt-4', undefined],
    ['vertex_ai', 'gemini-pro', 'vertex'],
    ['hosted_vllm', 'llama-3', 'anybody'],
    ['openai', 'toString', undefined],
  ])('of %s %s is that of %j', (provider, model, from) => {
    expect(find(provider, model)).toBe(from)
  })

  it('is whosoever’s when base_model names it', () => {
    expect(find('hosted_vllm', 'gpt-4', true)).toBe('openai')
  })
})
