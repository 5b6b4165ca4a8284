import { describe, expect, it } from 'vitest'
import { mendingUsage } from '../../test-support/mending.test.ts'
import { cachedTokens, costInParts, costInTicks, reasoningBeside } from './usage-arithmetic.ts'

const usage = { prompt_tokens: 288, completion_tokens: 27, total_tokens: 665 }

describe('reasoningBeside', () => {
  const completion_tokens_details = { reasoning_tokens: 350 }

  it('counts reasoning that the total has beside the completion', () => {
    expect(mendingUsage(reasoningBeside, { ...usage, completion_tokens_details })).toEqual({
      ...{ ...usage, completion_tokens: 377, completion_tokens_details },
    })
  })

  it.each([{ ...usage, completion_tokens: 377, completion_tokens_details }, { ...usage, total_tokens: 315 }, usage])(
    'leaves %j',
    (given) => {
      expect(mendingUsage(reasoningBeside, given)).toBe(given)
    },
  )
})

describe('costInTicks', () => {
  it('is USD', () => {
    const cost = { cost_in_usd_ticks: 2_733_250 }
    expect(mendingUsage(costInTicks, { ...usage, ...cost })).toMatchObject({ cost: 0.000273325 })
    expect(mendingUsage(costInTicks, { ...usage, cost_in_usd_ticks: 'many' })).not.toHaveProperty('cost')
  })
})

describe('costInParts', () => {
  it('is the whole', () => {
    const cost = { input_tokens_cost: 0.001, request_cost: 0.005, total_cost: 0.006 }
    expect(mendingUsage(costInParts, { ...usage, cost })).toEqual({ ...usage, cost: 0.006 })
    expect(mendingUsage(costInParts, { ...usage, cost: 0.006 })).toEqual({ ...usage, cost: 0.006 })
  })
})

describe('cachedTokens', () => {
  const fix = cachedTokens('prompt_cache_hit_tokens')
  const stated = { ...usage, prompt_cache_hit_tokens: 10 }

  it('stand where OpenAI has them', () => {
    expect(mendingUsage(fix, stated)).toEqual({ ...stated, prompt_tokens_details: { cached_tokens: 10 } })
    const prompt_tokens_details = { audio_tokens: 1 }
    expect(mendingUsage(fix, { ...stated, prompt_tokens_details })).toMatchObject({
      prompt_tokens_details: { audio_tokens: 1, cached_tokens: 10 },
    })
  })

  it('are left where they stand there already', () => {
    const given = { ...stated, prompt_tokens_details: { cached_tokens: 5 } }
    expect(mendingUsage(fix, given)).toBe(given)
  })
})
