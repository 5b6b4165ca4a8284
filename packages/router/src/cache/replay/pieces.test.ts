import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from './pieces.ts'

const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes))
const text = fc.oneof(
  units,
  fc.string({ unit: 'binary', maxLength: 3_000 }),
  fc
    .array(fc.constantFrom('word', ' ', 'a much longer word', '😀', 'ü', '\n'), { maxLength: 2_000 })
    .map((a) => a.join('')),
  fc.tuple(fc.constantFrom('x', ' ', '😀', '語'), fc.nat(40_000)).map(([unit, times]) => unit.repeat(times)),
)

describe('pieces of a text', () => {
  it('are the text, in few pieces, cut between characters', () =>
    fc.assert(
      fc.property(text, (whole) => {
        const pieces = piecesOf(whole)
        expect(pieces.join('')).toBe(whole)
        expect(pieces.length).toBeLessThanOrEqual(64)
        expect(pieces).not.toContain('')
        expect(pieces.flatMap((piece) => [...piece])).toEqual([...whole])
      }),
    ))

  it('are some words each', () => {
    const pieces = piecesOf('The quick brown fox jumps over the lazy dog, and does so again and again.')
    expect(pieces).toEqual(['The quick brown fox jumps over the lazy dog, and does so', ' again and again.'])
  })
})
