import { describe, expect, it } from 'vitest'
import { textOf, usageOf, wordsOf } from './words.ts'

describe('wordsOf', () => {
  it.each([
    ['a b', ['a ', 'b']],
    ['  a\n\nb  ', ['  a\n\n', 'b  ']],
    ['Grüße aus Köln 🎉', ['Grüße ', 'aus ', 'Köln ', '🎉']],
    [' ', [' ']],
    ['', []],
  ])('takes %j apart', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
    expect(words.join('')).toBe(text)
  })
})

describe('usageOf', () => {
  it('counts words', () => {
    expect(usageOf('a b', ['c '])).toEqual({ prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 })
  })
})

describe('textOf', () => {
  it.each([
    ['a text', 'a b', 'a b'],
    ['parts', [{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }], 'a  b'],
    ['nothing', null, ''],
  ])('reads %s', (_what, content, text) => {
    expect(textOf({ role: 'user', content })).toBe(text)
  })
})
