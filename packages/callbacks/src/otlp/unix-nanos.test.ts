import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unixNanos } from './unix-nanos.ts'

it('is the moment to the nanosecond, as far as a number knows it', () => {
  expect(unixNanos(1_700_000_000_000)).toBe('1700000000000000000')
  expect(unixNanos(1_700_000_000_001.5)).toBe('1700000000001500000')
  fc.assert(
    fc.property(fc.double({ min: 1e12, max: 9e12, noNaN: true }), (ms) => {
      const error = BigInt(unixNanos(ms)) - (BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.floor((ms % 1) * 1e6)))
      expect(Math.abs(Number(error))).toBeLessThanOrEqual(1)
    }),
  )
})

it('keeps the order of moments', () => {
  const moment = fc.double({ min: 1.7e12, max: 1.7e12 + 5_000, noNaN: true })
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [early, late] = a < b ? [a, b] : [b, a]
      expect(BigInt(unixNanos(early)) <= BigInt(unixNanos(late))).toBe(true)
    }),
  )
})
