import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bucket, Window } from './window.ts'

describe('Window', () => {
  it('counts an entry until its end, not longer', () => {
    const window = new Window()
    window.add(1_100, 7)
    expect([window.used(1_000), window.used(1_099), window.used(1_100)]).toEqual([7, 7, 0])
  })

  it('says how long until there is room', () => {
    const window = new Window()
    window.add(100, 5)
    window.add(130, 5)
    expect([10, 9, 5, 4, 0, -1].map((room) => window.msUntil(room, 40))).toEqual([0, 60, 60, 90, 90, Infinity])
  })

  it('changes what an entry counts', () => {
    const window = new Window()
    const entry = window.add(100, 80)
    window.change(entry, -50, 50)
    expect(window.used(50)).toBe(30)
  })

  it('is not moved by a change to an entry that has left', () => {
    const window = new Window()
    const entry = window.add(100, 80)
    window.add(190, 1)
    window.change(entry, -50, 150)
    expect([window.used(150), window.used(190)]).toEqual([1, 0])
  })

  it('keeps an entry that ends later, and lets those before it leave', () => {
    const window = new Window()
    window.add(600, 4)
    const early = window.add(110, 6)
    expect([window.used(20), window.used(110), window.used(600)]).toEqual([10, 4, 0])
    window.change(early, 54, 120)
    expect(window.used(610)).toBe(0)
  })

  it('counts on rightly after hundreds have left', () => {
    const window = new Window()
    for (let nowMs = 0; nowMs < 1_000; nowMs++) {
      window.add(nowMs + 100, 2)
      expect(window.used(nowMs)).toBe(Math.min(nowMs + 1, 100) * 2)
    }
  })

  it('counts what ends in the same millisecond together, until its end', () => {
    const window = new Window()
    const buckets = [10.1, 10.9, 11].map((endsMs) => window.add(endsMs, 1))
    expect(new Set(buckets).size).toBe(1)
    expect([window.used(10.9), window.used(10.999), window.used(11)]).toEqual([3, 3, 0])
  })

  it('is empty when everything has left', () => {
    const window = new Window()
    expect(window.isEmpty(0)).toBe(true)
    window.add(100, 0)
    expect([window.isEmpty(99), window.isEmpty(100)]).toEqual([false, true])
  })

  it('counts like a list that is added up, whatever happens', () => {
    const step = fc.record({
      kind: fc.constantFrom('add', 'change', 'wait'),
      amount: fc.nat(20),
      which: fc.nat(),
      ms: fc.oneof(fc.constant(0), fc.nat(40), fc.nat(300)),
      room: fc.nat(60),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const window = new Window()
        const all: { bucket: Bucket; endsMs: number; amount: number }[] = []
        let nowMs = 0
        const usedAt = (atMs: number) =>
          all.filter((one) => one.endsMs > atMs).reduce((sum, { amount }) => sum + amount, 0)
        for (const { kind, amount, which, ms, room } of steps) {
          const one = all[which % (all.length || 1)]
          if (kind === 'wait') nowMs += ms
          if (kind === 'add') all.push({ bucket: window.add(nowMs + 1 + ms, amount), endsMs: nowMs + 1 + ms, amount })
          if (kind === 'change' && one) {
            window.change(one.bucket, amount - one.amount, nowMs)
            one.amount = amount
          }
          const leaving = all.map(({ endsMs }) => endsMs).filter((endsMs) => endsMs > nowMs)
          const enough = [nowMs, ...leaving].filter((atMs) => usedAt(atMs) <= room)
          expect(window.msUntil(room, nowMs)).toBe(Math.min(...enough) - nowMs)
          expect(window.used(nowMs)).toBe(usedAt(nowMs))
        }
      }),
    )
  })
})
