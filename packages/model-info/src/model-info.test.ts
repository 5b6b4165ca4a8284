import { makeDeployment } from '@turnout/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadModelInfo, type ModelInfo } from './model-info.ts'

let info: ModelInfo
beforeAll(async () => {
  info = await loadModelInfo({ asOf: new Date('2026-11-01') })
})

const at = (provider: string, model: string, rest: object = {}) => makeDeployment({ provider, model, ...rest })
/** USD a million tokens. */
const perMillion = (pricing: ReturnType<ModelInfo['pricingOf']>) =>
  pricing && [pricing.inputPerToken * 1e6, pricing.outputPerToken * 1e6].map((usd) => Number(usd.toFixed(6)))

describe('list prices and windows', () => {
  it.each([
    ['openai', 'gpt-4', [30, 60], 8192],
    ['openai', 'gpt-4-32k', [60, 120], 32_768],
    ['openai', 'gpt-3.5-turbo', [0.5, 1.5], 16_385],
    ['openai', 'gpt-3.5-turbo-16k', [3, 4], 16_385],
    ['openai', 'gpt-4o', [2.5, 10], 128_000],
    ['openai', 'gpt-5', [1.25, 10], 272_000],
    ['openai', 'text-embedding-3-small', [0.02, 0], 8192],
    ['anthropic', 'claude-2', [8, 24], 100_000],
    ['anthropic', 'claude-2.1', [8, 24], 200_000],
    ['azure', 'gpt-4', [30, 60], 8192],
    ['azure', 'gpt-4-32k', [60, 120], 32_768],
    ['azure', 'gpt-35-turbo', [0.5, 1.5], 16_385],
    ['azure', 'eu/gpt-4o', [2.5, 10], 128_000],
    ['bedrock', 'converse/us.anthropic.claude-sonnet-4-20250514-v1:0', [3, 15], 200_000],
    ['vertex_ai', 'gemini-2.5-pro', [1.25, 10], 1_048_576],
    ['gemini', 'gemini-2.5-flash', [0.3, 2.5], 1_048_576],
    ['groq', 'llama-3.3-70b-versatile', [0.59, 0.79], undefined],
    ['openrouter', 'openai/gpt-4o', [2.5, 10], 128_000],
  ])('%s %s', (provider, model, usd, window) => {
    expect(perMillion(info.pricingOf(at(provider, model)))).toEqual(usd)
    expect(info.maxInputTokensOf(at(provider, model))).toBe(window)
  })

  it.each([
    ['openai', 'nobody-knows'],
    ['azure', 'my-deployment'],
    ['simulated', 'gpt-4'],
    ['hosted_vllm', 'gpt-4'],
    ['openai_like', 'gpt-4'],
    ['__proto__', 'gpt-4'],
    ['openai', ''],
  ])('says that it does not know %s %s', (provider, model) => {
    expect(info.pricingOf(at(provider, model))).toBeUndefined()
    expect(info.maxInputTokensOf(at(provider, model))).toBeUndefined()
  })
})

describe('base_model', () => {
  it('goes before the name a deployment has', () => {
    const azure = (base_model: string) => at('azure', 'gpt-4', { info: { base_model } })
    expect(perMillion(info.pricingOf(azure('gpt-4-32k')))).toEqual([60, 120])
    expect(info.maxInputTokensOf(azure('gpt-4-32k'))).toBe(32_768)
    expect(info.maxInputTokensOf(azure('azure/gpt-4-turbo'))).toBe(128_000)
    expect(info.maxInputTokensOf(azure('of their own making'))).toBe(8192)
  })

  it('names a model whoever serves it', () => {
    const served = (base_model: string) => at('hosted_vllm', 'x', { info: { base_model } })
    expect(perMillion(info.pricingOf(served('gpt-4')))).toEqual([30, 60])
    expect(perMillion(info.pricingOf(served('anthropic/claude-2')))).toEqual([8, 24])
    expect(info.pricingOf(served('x'))).toBeUndefined()
  })
})

describe('what is given', () => {
  const costMap = {
    'gpt-4': {
      litellm_provider: 'openai',
      input_cost_per_token: 2e-5,
      output_cost_per_token: 4e-5,
      max_input_tokens: 10,
    },
    'gpt-4o': 'nonsense',
    'simulated/free': { input_cost_per_token: 0, output_cost_per_token: 0 },
  }
  const priced = { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6, max_input_tokens: 7 }

  it('goes first: the parameters, model_info, the map, the table', async () => {
    const mapped = await loadModelInfo({ costMap })
    const pricing = { inputPerToken: 5e-7, outputPerToken: 6e-7 }
    expect(mapped.pricingOf(at('openai', 'gpt-4', { info: priced, pricing }))).toEqual(pricing)
    expect(perMillion(mapped.pricingOf(at('openai', 'gpt-4', { info: priced })))).toEqual([1, 2])
    expect(perMillion(mapped.pricingOf(at('openai', 'gpt-4')))).toEqual([20, 40])
    expect(perMillion(mapped.pricingOf(at('azure', 'gpt-4')))).toEqual([30, 60])
    expect(perMillion(mapped.pricingOf(at('openai', 'gpt-4o')))).toEqual([2.5, 10])

    expect(mapped.maxInputTokensOf(at('openai', 'gpt-4', { info: priced, maxInputTokens: 5 }))).toBe(5)
    expect(mapped.maxInputTokensOf(at('openai', 'gpt-4', { info: priced }))).toBe(7)
    expect(mapped.maxInputTokensOf(at('openai', 'gpt-4'))).toBe(10)
    expect(mapped.maxInputTokensOf(at('azure', 'gpt-4'))).toBe(8192)
  })

  it('may be zero, which is a price', async () => {
    const zero = { inputPerToken: 0, outputPerToken: 0 }
    const free = { input_cost_per_token: 0, output_cost_per_token: 0 }
    expect(info.pricingOf(at('openai', 'gpt-4', { info: free }))).toEqual(zero)
    expect(info.pricingOf(at('openai', 'gpt-4', { pricing: zero }))).toEqual(zero)
    expect((await loadModelInfo({ costMap })).pricingOf(at('simulated', 'free'))).toEqual(zero)
    expect(info.pricingOf(at('mistral', 'mistral-nemo:free'))).toEqual(zero)
  })

  it('may be half, and the other half is free', () => {
    const half = { info: { input_cost_per_token: 1e-6 } }
    expect(perMillion(info.pricingOf(at('openai', 'gpt-4', half)))).toEqual([1, 0])
  })

  it('completes a deployment', () => {
    const pricing = { inputPerToken: 3e-5, outputPerToken: 6e-5 }
    expect(info.complete(at('openai', 'gpt-4'))).toEqual(at('openai', 'gpt-4', { pricing, maxInputTokens: 8192 }))
    expect(info.complete(at('simulated', 'x'))).toEqual(at('simulated', 'x'))
  })

  it('is looked up once', () => {
    const deployment = at('openai', 'gpt-4')
    expect(info.pricingOf(deployment)).toBe(info.pricingOf(deployment))
  })
})
