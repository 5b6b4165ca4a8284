import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LastMinute } from './last-minute.ts'

describe('LastMinute', () => {
  it('slides: what is 59 s old counts, what is 60 s old does not', () => {
    const sum = new LastMinute()
    sum.add(5, 1_000_999)
    sum.add(3, 1_030_000)
    expect([1_059_999, 1_060_000, 1_089_999, 1_090_000].map((nowMs) => sum.total(nowMs))).toEqual([8, 3, 3, 0])
  })

  it('is what a list of the last sixty seconds adds up to, also where amounts come late', () => {
    const entry = fc.record({
      afterMs: fc.oneof(fc.nat(2_000), fc.constantFrom(30_000, 59_000, 60_000, 3_600_000)),
      lateMs: fc.oneof(fc.constant(0), fc.nat(90_000)),
      amount: fc.integer({ min: -50, max: 50 }),
    })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const sum = new LastMinute()
        const list: { second: number; amount: number }[] = []
        let nowMs = 1_000_000
        for (const { afterMs, lateMs, amount } of entries) {
          nowMs += afterMs
          sum.total(nowMs)
          sum.add(amount, nowMs - lateMs)
          list.push({ second: Math.floor((nowMs - lateMs) / 1000), amount })
          const recent = list.filter(({ second }) => Math.floor(nowMs / 1000) - second < 60)
          expect(sum.total(nowMs)).toBe(recent.reduce((total, each) => total + each.amount, 0))
        }
      }),
    )
  })
})
