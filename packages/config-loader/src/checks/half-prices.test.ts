import { describe, expect, it } from 'vitest'
import { fromObject } from '../load-config.ts'

const of = (params: object, model_info: object = {}) => {
  const model_list = [{ model_name: 'm', litellm_params: { model: 'simulated/m', ...params }, model_info }]
  const { problems } = fromObject({ model_list })
  return problems.map(({ level, code, message }) => `${level} ${code}: ${message}`)
}

describe('checkHalfPrices', () => {
  it('has nothing against a whole price, also in two places, and none', () => {
    expect(of({ input_cost_per_token: 0, output_cost_per_token: 1 })).toEqual([])
    expect(of({ input_cost_per_token: 1 }, { output_cost_per_token: 1 })).toEqual([])
    expect(of({})).toEqual([])
  })

  it('warns of half a price', () => {
    expect(of({ input_cost_per_token: 1 })).toEqual([
      'warning half-price: has a price without output_cost_per_token, which counts as 0.',
    ])
    expect(of({}, { output_cost_per_token: 1, mode: 'embedding' })).toEqual([
      'warning half-price: has a price without input_cost_per_token, which counts as 0.',
    ])
  })

  it('wants no price of answers without tokens', () => {
    expect(of({ input_cost_per_token: 1 }, { mode: 'embedding' })).toEqual([])
    expect(of({ input_cost_per_token: 1 }, { mode: 'chat' })).toHaveLength(1)
  })
})
