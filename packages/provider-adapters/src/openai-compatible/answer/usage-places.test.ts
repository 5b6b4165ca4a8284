import { describe, expect, it } from 'vitest'
import { usageInChoice, usageInGroq } from './usage-places.ts'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }

describe('usageIn', () => {
  it('finds Groq’s', () => {
    expect(usageInGroq.usageIn?.({ x_groq: { id: 'a', usage } })).toBe(usage)
    expect(usageInGroq.usageIn?.({ x_groq: { id: 'a' } })).toBeUndefined()
    expect(usageInGroq.usageIn?.({})).toBeUndefined()
  })

  it('finds Moonshot’s', () => {
    expect(usageInChoice.usageIn?.({ choices: [{ index: 0 }, { usage }] })).toBe(usage)
    expect(usageInChoice.usageIn?.({ choices: [{ index: 0 }] })).toBeUndefined()
    expect(usageInChoice.usageIn?.({})).toBeUndefined()
  })
})
