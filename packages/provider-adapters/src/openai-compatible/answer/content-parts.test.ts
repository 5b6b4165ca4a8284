import { describe, expect, it } from 'vitest'
import { mendingChoice } from '../../test-support/mending.test.ts'
import { contentParts } from './content-parts.ts'

const text = (words: string) => ({ type: 'text', text: words })
const thinking = (...words: readonly string[]) => ({ type: 'thinking', thinking: words.map(text) })
const reasoning = (words: string) => ({ type: 'reasoning', summary: [{ type: 'summary_text', text: words }] })

describe('contentParts', () => {
  it.each([
    ['Mistral', [thinking('a', 'b'), text('c'), text('d')], { content: 'cd', reasoning_content: 'ab' }],
    ['Databricks', [reasoning('a'), text('c')], { content: 'c', reasoning_content: 'a' }],
    ['text alone', [text('c')], { content: 'c' }],
    ['thinking as text', [{ type: 'thinking', thinking: 'a' }], { content: '', reasoning_content: 'a' }],
    ['nothing', [], { content: '' }],
  ])('reads %s', (_, content, expected) => {
    expect(mendingChoice(contentParts, { message: { role: 'assistant', content } })).toEqual({
      message: { role: 'assistant', ...expected },
    })
  })

  it('has no content in a delta that has none', () => {
    expect(mendingChoice(contentParts, { delta: { content: [thinking('a')] } })).toEqual({
      delta: { reasoning_content: 'a' },
    })
    expect(mendingChoice(contentParts, { delta: { content: [text('c')] } })).toEqual({ delta: { content: 'c' } })
  })

  it('loses no part of another kind', () => {
    const content = [text('c'), { type: 'reference', reference_ids: [1] }]
    expect(mendingChoice(contentParts, { message: { content } })).toEqual({
      message: { content: 'c', provider_specific_fields: { content } },
    })
  })

  it.each([{ content: 'text' }, { content: null }, { role: 'assistant' }])('leaves %j', (message) => {
    const choice = { message }
    expect(mendingChoice(contentParts, choice)).toBe(choice)
  })
})
