import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hundredthsText, numberText, quotedText, textList } from './json-text.ts'

it('writes texts and numbers as JSON.stringify does', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, fc.array(text), fc.double(), (one, several, number) => {
      expect([quotedText(one), textList(several), numberText(number)]).toEqual(
        [one, several, number].map((value) => JSON.stringify(value)),
      )
    }),
  )
})

it('rounds to a hundredth', () => {
  const number = fc.oneof(
    fc.double(),
    fc.double({ min: 0, max: 1e4 }),
    fc.integer().map((of) => of / 100),
  )
  fc.assert(
    fc.property(number, (one) => {
      expect(hundredthsText(one)).toBe(JSON.stringify(Math.round(one * 100) / 100))
    }),
    { numRuns: 2_000 },
  )
})
