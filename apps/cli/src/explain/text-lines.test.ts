import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipped, fitting, wrapped } from './text-lines.ts'

describe('clipped', () => {
  it('is one line without control characters, cut where it is long', () => {
    expect(clipped(' a\n\tb\u001b[2J ', 80)).toBe('a b\\u001b[2J')
    expect(clipped('abcdef', 4)).toBe('abc…')
  })

  it('cuts no character in two', () => {
    expect(clipped('ab😀cd', 4)).toBe('ab…')
  })
})

describe('wrapped', () => {
  it('breaks at blanks, and hangs what follows', () => {
    expect(wrapped('one two three four', 10, 2)).toEqual(['one two', '  three', '  four'])
  })

  it('cuts what has no blanks', () => {
    expect(wrapped('abcdefgh', 4, 1)).toEqual(['abcd', ' efg', ' h'])
  })

  it('keeps all letters, in lines that fit', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 8, max: 40 }), fc.nat(60), (text, width, hang) => {
        const line = clipped(text, 200)
        const lines = wrapped(line, width, hang)
        expect(lines.join('').replace(/ /g, '')).toBe(line.replace(/ /g, ''))
        for (const one of lines) expect(one.length).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('fitting', () => {
  it('leaves what fits as it is, colours and all', () => {
    expect(fitting('\u001b[31mabc\u001b[39m', 3)).toBe('\u001b[31mabc\u001b[39m')
    expect(fitting('\u001b[31mabcd\u001b[39m', 3)).toBe('ab…')
  })
})
