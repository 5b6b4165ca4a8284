import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newSpanId, newTraceId } from './trace-ids.ts'

it('are well-formed for any chance, and never all zero', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(chance, { minLength: 1 }), (numbers) => {
      let at = 0
      const random = () => numbers[at++ % numbers.length] ?? 0
      expect(newTraceId(random)).toMatch(/^(?!0{32})[0-9a-f]{32}$/)
      expect(newSpanId(random)).toMatch(/^(?!0{16})[0-9a-f]{16}$/)
    }),
  )
  expect(newSpanId(() => 0)).toBe('0000000100000001')
  expect(newSpanId(() => 1 - 2 ** -53)).toBe('ffffffffffffffff')
})
