import { describe, expect, it } from 'vitest'
import { rewritingMessages } from '../../test-support/rewriting.test.ts'
import { foreignFields, onlyFields } from './foreign-fields.ts'

const signed = { type: 'thinking', thinking: 'r', signature: 's' }
const hidden = { type: 'redacted_thinking', data: 's' }
const text = { type: 'text', text: 'hi' }
const answer = (...content: object[]) => ({ role: 'assistant', content })

const rewrites = [foreignFields(), onlyFields({ all: ['role', 'content'], assistant: [], tool: [] })]

describe('plainContent', () => {
  it.each(rewrites)('takes signed and hidden reasoning out of the content, with $says', (rewrite) => {
    expect(rewritingMessages(rewrite, answer(signed, hidden, text), answer(signed))).toEqual([
      ...[answer(text), { role: 'assistant', content: '' }],
    ])
  })

  it.each(rewrites)('leaves other parts, and what a user says, with $says', (rewrite) => {
    const mistral = { type: 'thinking', thinking: [{ type: 'text', text: 'r' }] }
    const said = [answer(mistral, text), { role: 'user', content: [signed] }]
    expect(rewritingMessages(rewrite, ...said)).toEqual(said)
  })
})
