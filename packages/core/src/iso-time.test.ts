import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IsoTime } from './iso-time.ts'

it('says what a Date says', () => {
  const iso = new IsoTime()
  const ms = fc.integer({ min: 0, max: 4e12 })
  fc.assert(
    fc.property(ms, fc.nat(2_000), (first, later) => {
      for (const at of [first, first + later]) expect(iso.of(at)).toBe(new Date(at).toISOString())
    }),
  )
})
