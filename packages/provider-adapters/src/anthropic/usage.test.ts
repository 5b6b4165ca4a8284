import { describe, expect, it } from 'vitest'
import { openaiUsage } from './usage.ts'

describe('openaiUsage', () => {
  it('counts cached tokens as part of the prompt', () => {
    const usage = { input_tokens: 1, output_tokens: 2, cache_read_input_tokens: 10, cache_creation_input_tokens: 100 }
    expect(openaiUsage(usage)).toEqual({
      ...{
        prompt_tokens: 111,
        completion_tokens: 2,
        total_tokens: 113,
        prompt_tokens_details: { cached_tokens: 10, cache_creation_tokens: 100 },
      },
    })
  })

  it('takes what was not counted for none', () => {
    expect(openaiUsage({ input_tokens: null, output_tokens: 2 })).toMatchObject({ prompt_tokens: 0, total_tokens: 2 })
  })
})
