import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decimalAttribute,
  doubleAttribute,
  flagAttribute,
  intAttribute,
  listAttribute,
  longTextAttribute,
  nameAttribute,
  textAttribute,
} from './attribute.ts'

const read = (text: string): unknown => {
  expect(text.startsWith(',')).toBe(true)
  return JSON.parse(text.slice(1))
}

describe('attributes', () => {
  it('are key and value by the types of OTLP, with whole numbers as strings', () => {
    expect(read(textAttribute('a.b')('x'))).toEqual({ key: 'a.b', value: { stringValue: 'x' } })
    expect(read(intAttribute('n')(7))).toEqual({ key: 'n', value: { intValue: '7' } })
    expect(read(intAttribute('n')(123_456))).toEqual({ key: 'n', value: { intValue: '123456' } })
    expect(read(doubleAttribute('d')(0.000_001))).toEqual({ key: 'd', value: { doubleValue: 0.000_001 } })
    expect(read(flagAttribute('f'))).toEqual({ key: 'f', value: { boolValue: true } })
    const values = [{ stringValue: 'a' }, { stringValue: '"' }]
    expect(read(listAttribute('l')(['a', '"']))).toEqual({ key: 'l', value: { arrayValue: { values } } })
  })

  it('hold any text, which is cut where it is too long for a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const short = text.length > 256 ? `${text.slice(0, 256)}…` : text
        for (const make of [textAttribute('k'), nameAttribute('k')])
          expect(read(make(text))).toEqual({ key: 'k', value: { stringValue: short } })
        expect(read(longTextAttribute('k')(text))).toEqual({ key: 'k', value: { stringValue: text } })
      }),
    )
  })

  it('remember a few names, and forget them rather than hold many', () => {
    const make = nameAttribute('k')
    for (let i = 0; i < 3_000; i++) expect(read(make(`n${i}`))).toEqual({ key: 'k', value: { stringValue: `n${i}` } })
    expect(make('n1')).toBe(make('n1'))
  })

  it('have as many decimals as are wanted', () => {
    const make = decimalAttribute('k', 6)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
        const read = Number(/"doubleValue":([\d.]+)/.exec(make(value))?.[1])
        expect(Math.abs(read - value)).toBeLessThanOrEqual(1.001e-6)
      }),
    )
    expect(make(-1)).toContain('0.000000')
  })
})
