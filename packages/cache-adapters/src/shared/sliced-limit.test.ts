import type { Claim, Lease } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { SlicedLimit } from './sliced-limit.ts'

const rate = (amount: number, limit = 10_000): Claim => ({ key: 'rate', amount, limit, windowMs: 60_000 })
const slots = (amount: number, limit = 10_000): Claim => ({ key: 'slots', amount, limit })
const lease = (granted: number, useBeforeMs: number, id = 'a'): Lease => ({ id, key: 'rate', granted, useBeforeMs })

/** A limit of which so many attempts are taken in each tick. */
function used(claim: Claim, attempts: number, ticks = 40): SlicedLimit {
  const limit = new SlicedLimit(claim)
  for (let i = 0; i < ticks; i++) {
    for (let j = 0; j < attempts; j++) limit.see(claim)
    limit.appetite.tick()
  }
  return limit
}

const idle = (limit: SlicedLimit): SlicedLimit => {
  for (let i = 0; i < 40; i++) limit.appetite.tick()
  return limit
}

describe('SlicedLimit', () => {
  it('asks for enough for the next ticks', () => {
    expect(used(rate(2), 10).wants(0)).toEqual(rate(160))
  })

  it('asks for what serves a few attempts at least', () => {
    const limit = new SlicedLimit(rate(100))
    limit.see(rate(100))
    limit.see(rate(10))
    limit.appetite.tick()
    expect(limit.wants(0)?.amount).toBe(400)
  })

  it('asks for nothing after a lone attempt', () => {
    expect(used(rate(100), 1, 1).wants(0)).toBeUndefined()
  })

  it('asks for nothing where little is taken', () => {
    const limit = new SlicedLimit(rate(1))
    for (let i = 0; i < 40; i++) {
      if (i % 5 === 0) limit.see(rate(1))
      limit.appetite.tick()
    }
    expect(limit.wants(0)).toBeUndefined()
  })

  it('asks for nothing of a limit so small that no slice of it is worth it', () => {
    expect(used(rate(1, 31), 10).wants(0)).toBeUndefined()
    expect(used(rate(1, 32), 10).wants(0)).toEqual(rate(80, 32))
    expect(used(rate(100, 3_199), 10).wants(0)).toBeUndefined()
  })

  it('asks for the limit as it is now', () => {
    const limit = used(rate(1), 10)
    limit.see(rate(1, 500))
    expect(limit.wants(0)?.limit).toBe(500)
  })

  it('asks again when little is left, or does not last', () => {
    const limit = used(rate(1), 10)
    limit.add(lease(80, 1_000))
    expect(limit.wants(0)).toBeUndefined()
    expect(limit.wants(799)).toBeUndefined()
    expect(limit.wants(800)?.amount).toBe(80)
    const slice = limit.sliceFor(1, 0)
    if (slice) slice.spent = 51
    expect(limit.wants(0)?.amount).toBe(51)
  })

  it('waits a while after a slice that was too small', () => {
    const limit = used(rate(10), 10)
    const wanted = limit.wants(0)
    expect(wanted?.amount).toBe(800)
    expect([39, 40].map((granted) => limit.isUseless(lease(granted, 1_000), rate(80)))).toEqual([true, false])
    limit.pause(0)
    expect(limit.wants(999)).toBeUndefined()
    expect(limit.wants(1_000)).toEqual(wanted)
  })

  it('does not call a slice too small that it asked for', () => {
    for (const [amount, attempts] of [
      [1, 1],
      [100, 1],
      [3, 20],
    ] as const) {
      const limit = used(rate(amount, 100_000), attempts)
      limit.add(lease(2 * amount * attempts, 1_000))
      const asked = limit.wants(0)
      expect(asked && limit.isUseless(lease(asked.amount, 1_000), asked)).toBe(false)
    }
  })

  it('spends a slice before its end, and no more than all of it', () => {
    const limit = new SlicedLimit(rate(1))
    limit.add(lease(5, 1_000))
    const slice = limit.sliceFor(5, 999)
    expect(slice?.lease.id).toBe('a')
    expect(limit.sliceFor(6, 0)).toBeUndefined()
    expect(limit.sliceFor(1, 1_000)).toBeUndefined()
    if (slice) slice.spent = 5
    expect(limit.sliceFor(1, 0)).toBeUndefined()
  })

  it('gives the rest of a windowed slice back when its time is over, and not before', () => {
    const limit = used(rate(1), 10)
    const whole = lease(500, 1_000)
    limit.add(whole)
    const slice = limit.sliceFor(1, 0)
    if (slice) slice.spent = 20
    expect(limit.spare(999)).toEqual([])
    expect(limit.spare(1_000)).toEqual([{ lease: whole, unused: 480 }])
    expect(limit.spare(1_000)).toEqual([])
    expect(limit.rest()).toEqual([])
  })

  it('gives everything back that is not spent once nobody asks', () => {
    const limit = idle(used(rate(1), 10))
    limit.add(lease(80, 1_000))
    expect(limit.spare(0)).toMatchObject([{ unused: 80 }])
    expect(limit.isIdle).toBe(true)
  })

  it('gives places back that it has too many of, over all slices, and keeps some', () => {
    const limit = used(slots(1), 10)
    limit.add(lease(150, 10_000, 'a'))
    expect(limit.spare(0)).toEqual([])
    limit.add(lease(150, 10_000, 'b'))
    expect(limit.spare(0)).toMatchObject([
      { lease: { id: 'a' }, unused: 70 },
      { lease: { id: 'b' }, unused: 150 },
    ])
    expect(limit.spare(0)).toEqual([])
  })

  it('keeps a held slice of which something is in use, and renews it, also when its time was over', () => {
    const limit = idle(used(slots(1), 10))
    limit.add(lease(8, 10_000))
    const slice = limit.sliceFor(1, 0)
    if (slice) slice.spent = 3
    expect(limit.spare(0)).toMatchObject([{ unused: 5 }])
    expect(limit.ending(10_000)).toEqual([])
    expect(limit.ending(10_001)).toEqual([slice])
    expect(limit.spare(20_000)).toEqual([])
    expect(limit.ending(25_000)).toEqual([slice])
    expect(limit.isIdle).toBe(false)
    if (slice) slice.spent = 0
    expect(limit.spare(20_000)).toMatchObject([{ unused: 3 }])
    expect(limit.isIdle).toBe(true)
  })

  it.each([rate, slots])('never again spends a slice of a limit that has fallen since', (claim) => {
    const limit = used(claim(1), 10)
    limit.add(lease(100, 1_000))
    const slice = limit.sliceFor(1, 0)
    if (slice) slice.spent = 20
    limit.see(claim(1, 20_000))
    expect(limit.sliceFor(1, 0)).toBe(slice)
    limit.see(claim(1, 19_999))
    expect(limit.sliceFor(1, 0)).toBeUndefined()
    expect(limit.wants(0)).toMatchObject({ amount: 80, limit: 19_999 })
    expect(limit.spare(0)).toMatchObject([{ unused: 80 }])
    expect(limit.ending(Infinity)).toEqual(limit.isHeld ? [slice] : [])
    if (slice) slice.spent = 15
    expect(limit.sliceFor(1, 0)).toBeUndefined()
    expect(limit.spare(0)).toMatchObject(limit.isHeld ? [{ unused: 5 }] : [])
  })

  it('has no use for a slice that was granted of more than the limit is now', () => {
    const limit = used(rate(1, 500), 10)
    expect(limit.isUseless(lease(40, 1_000), rate(40, 500))).toBe(false)
    expect(limit.isUseless(lease(40, 1_000), rate(40, 501))).toBe(true)
  })

  it('renews nothing of a window', () => {
    const limit = used(rate(1), 10)
    limit.add(lease(80, 1_000))
    expect(limit.ending(Infinity)).toEqual([])
  })

  it('hands out the rest once', () => {
    const limit = new SlicedLimit(slots(1))
    limit.add(lease(8, 1_000))
    expect(limit.rest()).toMatchObject([{ unused: 8 }])
    expect(limit.rest()).toEqual([])
  })
})
