import { describe, expect, it } from 'vitest'
import { mendingChoice } from '../../test-support/mending.test.ts'
import { reasoningName } from './reasoning-name.ts'

describe('reasoningName', () => {
  it.each(['message', 'delta'])('names the reasoning of a %s as LiteLLM does', (key) => {
    const choice = { index: 0, [key]: { content: null, reasoning: 'r' } }
    expect(mendingChoice(reasoningName, choice)).toEqual({
      ...choice,
      [key]: { content: null, reasoning: 'r', reasoning_content: 'r' },
    })
  })

  it.each([{ reasoning: null }, { reasoning: 'r', reasoning_content: 'own' }, { content: 'about "reasoning":"' }])(
    'leaves %j',
    (message) => {
      const choice = { message }
      expect(mendingChoice(reasoningName, choice)).toBe(choice)
    },
  )
})
