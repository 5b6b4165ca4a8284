import { describe, expect, it } from 'vitest'
import { maxInputIn, pricingIn } from './litellm-fields.ts'

describe('prices', () => {
  it.each([
    [3e-5, 3e-5],
    ['3e-5', 3e-5],
    [0, 0],
    [-1, undefined],
    ['', undefined],
    ['free', undefined],
    [null, undefined],
    [Number.NaN, undefined],
  ])('read %j as %j', (given, usd) => {
    const pricing = usd === undefined ? undefined : { inputPerToken: usd, outputPerToken: usd }
    expect(pricingIn({ input_cost_per_token: given, output_cost_per_token: given })).toEqual(pricing)
  })

  it('are half 0 where half is given', () => {
    expect(pricingIn({ input_cost_per_token: 1 })).toEqual({ inputPerToken: 1, outputPerToken: 0 })
    expect(pricingIn({ output_cost_per_token: 1 })).toEqual({ inputPerToken: 0, outputPerToken: 1 })
  })
})

describe('windows', () => {
  it('are of the prompt, and not nothing', () => {
    expect(maxInputIn({ max_input_tokens: '8192' })).toBe(8192)
    expect(maxInputIn({ max_input_tokens: 0 })).toBeUndefined()
    expect(maxInputIn({ max_tokens: 4096 })).toBeUndefined()
  })
})
