import fc from 'fast-check'
import { CL100K_TOKEN_SPLIT_REGEX, O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants'
import { describe, expect, it } from 'vitest'
import { longestRun, textSegments } from './text-segments.ts'

const cut = (text: string) => [...textSegments(text)]
/** The longest piece that a tokenizer merges byte by byte. */
const longestPiece = (text: string) =>
  [CL100K_TOKEN_SPLIT_REGEX, O200K_TOKEN_SPLIT_REGEX]
    .flatMap((regex) => [...text.matchAll(regex)])
    .reduce((most, [piece]) => Math.max(most, piece.length), 0)

const someUnit = fc
  .array(
    fc.constantFrom(..."aA7 \n\r\t!/'語。1é", '्', '❤️', '😀', '\u{20000}', '\u{3000}', '\u{a0}', '\ud800', '１', "'s"),
    { minLength: 1, maxLength: 4 },
  )
  .map((characters) => characters.join(''))
const anyText = fc
  .array(fc.tuple(someUnit, fc.nat(2000)), { maxLength: 8 })
  .map((parts) => parts.map(([part, times]) => part.repeat(times)).join(''))

describe('segments', () => {
  it('make up the text, with pieces that a tokenizer can bear', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const segments = cut(text)
        expect(segments.map((segment) => segment.text).join('')).toBe(text)
        for (const segment of segments) {
          expect(segment.text).not.toBe('')
          expect(longestPiece(segment.text)).toBeLessThanOrEqual(2 * longestRun + 2)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('halve no letter', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = cut(text).reduce((sum, segment) => sum + Buffer.byteLength(segment.text), 0)
        expect(bytes).toBe(Buffer.byteLength(text))
      }),
      { numRuns: 200 },
    )
  })

  it('end between words in a long text, and are not forced', () => {
    const segments = cut('some words, 12 of them. '.repeat(2000))
    expect(segments.length).toBeGreaterThan(4)
    expect(segments.every(({ text, forced }) => !forced && text.length < 8300)).toBe(true)
  })

  it.each([
    ['one word', 'a', 80_000],
    ['emoji', '😀', 20_000],
    ['blanks', ' ', 80_000],
    ['slashes and newlines', '/\n', 40_000],
    ['hearts', '❤️', 20_000],
    ['Chinese', '語', 50_000],
    ['rare Chinese', '\u{20000}', 20_000],
  ])('are forced in %s without end', (_, unit, times) => {
    const segments = cut(unit.repeat(times))
    expect(segments.every(({ text }) => text.length <= longestRun)).toBe(true)
    expect(segments.slice(0, -1).every(({ forced }) => forced)).toBe(true)
  })

  it('leave one of everything else', () => {
    expect(cut('')).toEqual([])
    expect(cut('hello')).toEqual([{ text: 'hello', forced: false }])
    expect(cut('7'.repeat(30_000))).toHaveLength(1)
    expect(cut('語語語語語語語語語語，'.repeat(200))).toHaveLength(1)
  })
})
