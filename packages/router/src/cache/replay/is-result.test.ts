import { describe, expect, it } from 'vitest'
import { isChatCompletion, isTextCompletion } from './is-result.ts'

const head = { id: 'a', created: 1, model: 'm' }
const chat = (message: unknown, more: object = {}) => ({ ...head, choices: [{ index: 0, message }], ...more })

describe('what is believed to be an answer', () => {
  it.each([
    chat({ role: 'assistant', content: 'Hi' }),
    chat({ role: 'assistant', content: null, tool_calls: [{ function: { name: 'f', arguments: '' } }] }),
    chat({ role: 'assistant', tool_calls: [{ type: 'custom', custom: {} }] }),
    chat({ role: 'assistant', content: [], tool_calls: null }),
  ])('is %j', (value) => {
    expect(isChatCompletion(value)).toBe(true)
  })

  it.each([
    null,
    [],
    'text',
    { ...head, choices: null },
    { ...head, choices: [null] },
    chat({ role: 'assistant', content: 'Hi' }, { id: 1 }),
    chat({ role: 'assistant', content: 'Hi' }, { created: '1' }),
    chat({ role: 'assistant', content: 'Hi' }, { model: null }),
    chat(undefined),
    chat({ content: 'Hi' }),
    chat({ role: 'assistant', content: 1 }),
    chat({ role: 'assistant', tool_calls: ['f'] }),
    chat({ role: 'assistant', tool_calls: [{ function: { name: 'f' } }] }),
  ])('is not %j', (value) => {
    expect(isChatCompletion(value)).toBe(false)
  })

  it('is a text, where one is completed', () => {
    expect(isTextCompletion({ ...head, choices: [{ index: 0, text: '' }] })).toBe(true)
    expect(isTextCompletion({ ...head, choices: [{ text: '' }] })).toBe(false)
    expect(isTextCompletion(chat({ role: 'assistant', content: 'Hi' }))).toBe(false)
  })
})
