import { describe, expect, it } from 'vitest'
import { promptInputs } from './prompt-inputs.ts'

describe('the prompts of a request', () => {
  it('are one for a chat, and as many as there are for the rest', () => {
    expect(promptInputs({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })).toHaveLength(1)
    expect(promptInputs({ model: 'm', prompt: 'Hi' })[0]?.texts).toEqual(['Hi'])
    expect(promptInputs({ model: 'm', input: ['a', 'b'] }).map(({ texts }) => texts)).toEqual([['a'], ['b']])
    expect(promptInputs({ model: 'm', prompt: null })[0]?.bytes).toBe(0)
  })

  it('are taken apart once', () => {
    const request = { model: 'm', input: 'x' }
    expect(promptInputs(request)).toBe(promptInputs(request))
  })
})
