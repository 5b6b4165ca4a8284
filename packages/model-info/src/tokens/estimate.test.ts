import { describe, expect, it } from 'vitest'
import { importEncoding } from './encodings.ts'
import { estimateTokens } from './estimate.ts'

const estimate = (input: string, model?: string) => estimateTokens({ model: 'm', input }, model)

describe('the estimate', () => {
  it('is a quarter of the characters, two thirds of wide ones', () => {
    expect(estimate('a'.repeat(400))).toBe(100)
    expect(estimate('語'.repeat(300))).toBe(200)
    expect(estimate(`${'a'.repeat(400)}${'語'.repeat(300)}`)).toBe(300)
    expect(estimate('')).toBe(0)
    expect(estimate('a'.repeat(400), 'claude-opus-5')).toBe(111)
  })

  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog, and nobody minds; it has been doing so for years. '],
    ['Chinese', '我们认为这些真理是不言而喻的：人人生而平等，造物者赋予他们若干不可剥夺的权利。'],
    ['Russian', 'Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. '],
    ['JSON', '{"id":17,"name":"Ann","tags":["a","b"],"at":"2026-11-22T10:00:00Z"}'],
  ])('is within a factor of two for %s', async (_, text) => {
    const count = await importEncoding('o200k_base')
    const share = estimate(text.repeat(20)) / count(text.repeat(20))
    expect(share).toBeGreaterThan(0.5)
    expect(share).toBeLessThan(2)
  })
})
