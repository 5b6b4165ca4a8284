import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Sample } from './sample.ts'

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** No number of these bytes is none. */
const text = fc.array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 40 }).map((codes) => Buffer.from(codes))

describe('Sample', () => {
  it('is where its bytes are, at any place, and nowhere else', () => {
    fc.assert(
      fc.property(text, text, text, fc.nat(60), (before, sample, after, place) => {
        const all = Buffer.concat([before, sample, after])
        const found = new Sample(sample)
        expect(found.isAt(viewOf(all), before.length)).toBe(true)
        const isThere = all.subarray(place, place + sample.length).equals(sample)
        expect(found.isAt(viewOf(all), place)).toBe(isThere && place + sample.length <= all.length)
      }),
    )
  })

  it('is not where one byte is another', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (sample, at, change) => {
        if (sample.length === 0) return
        const changed = Buffer.from(sample)
        const index = at % sample.length
        changed[index] = (changed[index] ?? 0) ^ change
        expect(new Sample(sample).isAt(viewOf(changed), 0)).toBe(false)
      }),
    )
  })

  it('is nowhere outside', () => {
    const sample = new Sample(Buffer.from('abc'))
    expect([-1, 1, 9].map((place) => sample.isAt(viewOf(Buffer.from('abc')), place))).toEqual([false, false, false])
  })
})
