import { describe, expect, it } from 'vitest'
import { pricingOf } from './pricing.ts'

const of = (params: object, model_info: Record<string, unknown> = {}) =>
  pricingOf({ model_name: 'm', litellm_params: { model: 'simulated/m', ...params }, model_info })

describe('pricingOf', () => {
  it('does not know what nobody says', () => {
    expect(of({})).toBeUndefined()
    expect(of({ input_cost_per_token: null }, {})).toBeUndefined()
  })

  it('takes 0 for a price', () => {
    expect(of({ input_cost_per_token: 0, output_cost_per_token: 0 })).toEqual({ inputPerToken: 0, outputPerToken: 0 })
  })

  it('reads each half from litellm_params first, then from model_info', () => {
    const info = { input_cost_per_token: 3, output_cost_per_token: 4 }
    expect(of({}, info)).toEqual({ inputPerToken: 3, outputPerToken: 4 })
    expect(of({ input_cost_per_token: 0 }, info)).toEqual({ inputPerToken: 0, outputPerToken: 4 })
    expect(of({ output_cost_per_token: 1 }, info)).toEqual({ inputPerToken: 3, outputPerToken: 1 })
  })

  it('takes the half that is missing for 0', () => {
    expect(of({ input_cost_per_token: 2 })).toEqual({ inputPerToken: 2, outputPerToken: 0 })
    expect(of({}, { output_cost_per_token: 2 })).toEqual({ inputPerToken: 0, outputPerToken: 2 })
  })
})
