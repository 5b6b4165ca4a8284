import { makeAttemptEnd } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AnswerSizes } from './answer-sizes.ts'

it('expects what nine of ten of the latest fifty answers did not exceed', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 150 })
  fc.assert(
    fc.property(sizes, (all) => {
      const known = new AnswerSizes()
      for (const size of all)
        known.end(makeAttemptEnd({ usage: { prompt_tokens: 1, completion_tokens: size, total_tokens: 1 + size } }), 1)
      const latest = all.slice(-50).sort((a, b) => a - b)
      expect(known.expected).toBe(latest[Math.floor(0.9 * (latest.length - 1))])
    }),
  )
})
