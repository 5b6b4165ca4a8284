import { describe, expect, it } from 'vitest'
import { listedPricing } from './listed-pricing.ts'

describe('a listed price', () => {
  it.each([
    [{ input_mtok: 0.59, output_mtok: 0.79 }, 5.9e-7, 7.9e-7],
    [{ input_mtok: { base: 1.25, tiers: [{ start: 200_000, price: 2.5 }] }, output_mtok: 10 }, 1.25e-6, 1e-5],
    [{}, 0, 0],
    [{ input_mtok: 0.02 }, 2e-8, 0],
  ])('%j', (listed, inputPerToken, outputPerToken) => {
    expect(listedPricing(listed)).toEqual({ inputPerToken, outputPerToken })
  })

  it.each([
    { output_mtok: 5 },
    { audio_hours: 0.27 },
    { input_mtok: 'much', output_mtok: 1 },
    { input_mtok: 1, output_mtok: -1 },
  ])('is unknown: %j', (listed) => {
    expect(listedPricing(listed)).toBeUndefined()
  })
})
