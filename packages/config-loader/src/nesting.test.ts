import { describe, expect, it } from 'vitest'
import { deepest, excess, mostValues, tooDeepAt } from './nesting.ts'

const blockMaps = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}key:`).join('\n')
const flowLists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('tooDeepAt', () => {
  it.each([
    ['flow lists', flowLists],
    ['flow maps', (levels: number) => '{a: '.repeat(levels) + '}'.repeat(levels)],
    ['maps by indentation', blockMaps],
    ['lists on one line', (levels: number) => `${'- '.repeat(levels)}x`],
  ])('takes %s of 64 levels and refuses one more', (_, write) => {
    expect(tooDeepAt(write(deepest))).toBeUndefined()
    expect(tooDeepAt(write(deepest + 1))).toBeTypeOf('number')
  })

  it.each([
    ['double-quoted text', `a: "${'['.repeat(200)}"`],
    ['single-quoted text', `a: '${'{'.repeat(200)}'`],
    ['a comment', `a: 1 # ${'['.repeat(200)}`],
    ['a block of text', `a: |\n  ${'['.repeat(200)}`],
    ['brackets that close again', Array.from({ length: 200 }, () => '- [{}]').join('\n')],
  ])('does not count %s', (_, text) => {
    expect(tooDeepAt(text)).toBeUndefined()
  })

  it('survives a million brackets', () => {
    expect(tooDeepAt('['.repeat(1_000_000))).toBe(deepest + 1)
  })
})

describe('excess', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : { inner: nested(levels - 1) })

  it('takes 64 levels and refuses one more', () => {
    expect(excess(nested(deepest))).toBeUndefined()
    expect(excess(nested(deepest + 1))).toBe('levels')
  })

  it('refuses a value that holds itself', () => {
    const loop: unknown[] = []
    loop.push('x', loop, loop)
    expect(excess(loop)).toBe('levels')
  })

  it('counts what is repeated each time', () => {
    const block = Array.from({ length: 999 }, () => 'x')
    expect(excess(Array.from({ length: mostValues / 1_000 - 1 }, () => block))).toBeUndefined()
    expect(excess(Array.from({ length: mostValues / 1_000 + 1 }, () => block))).toBe('values')
  })
})
