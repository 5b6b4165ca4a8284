import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutQuotes } from './without-quotes.ts'

const ask = (content: string) => ({ model: 'gpt-4o-mini-2024', messages: [{ role: 'user', content }] })

describe('what a provider says of a failure', () => {
  it('is told as it is where it repeats nothing', () => {
    const message = 'The model `gpt-4o-mini-2024` does not take messages of the role user.'
    expect(withoutQuotes(message, ask('Does the model take messages?'))).toBe(message)
  })

  it.each([
    ['all of a text', 'my name is Bond', 'Cannot answer: my name is Bond.', 'Cannot answer: [prompt].'],
    ['a short text', 'pin 0071', 'Cannot answer "pin 0071"', 'Cannot answer "[prompt]"'],
    [
      'a part of it',
      'Dear Sir, my name is James Bond, agent',
      'In: me is James Bond, … is wrong',
      'In: [prompt]… is wrong',
    ],
    [
      'lines as JSON',
      'the first secret\nthe second secret',
      'In: the first secret\\nthe second secret',
      'In: [prompt]\\n[prompt]',
    ],
  ])('is told without %s that it repeats', (_, content, message, told) => {
    expect(withoutQuotes(message, ask(content))).toBe(told)
  })

  it.each([
    { input: ['something else', 'a secret question'] },
    { prompt: 'a secret question' },
    { query: 'a secret question', documents: [] },
    { query: 'why', documents: [{ text: 'a secret question' }] },
    { messages: [{ role: 'user', content: [{ type: 'text', text: 'a secret question' }] }] },
    { messages: [{ role: 'assistant', tool_calls: [{ function: { arguments: 'a secret question' } }] }] },
  ])('is told without what %j says', (request) => {
    expect(withoutQuotes('No: a secret question', request)).toBe('No: [prompt]')
  })

  it('is told the same, whether few texts are looked for or many', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 })
    const more = { role: 'user', content: 'z'.repeat(1_000) }
    fc.assert(
      fc.property(letters, letters, letters, (text, before, after) => {
        const { messages } = ask(text)
        const message = `${before}${text.slice(5)}${after}`
        expect(withoutQuotes(message, { messages: [...messages, more] })).toBe(withoutQuotes(message, { messages }))
      }),
    )
  })

  it('never has so much of a text in a row', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 })
    fc.assert(
      fc.property(letters, letters, letters, fc.nat(60), (text, before, after, from) => {
        const told = withoutQuotes(`${before}${text.slice(from)}${after}`, ask(text))
        for (let at = 0; at + 15 <= text.length; at++) expect(told).not.toContain(text.slice(at, at + 15))
      }),
    )
  })
})
