import type { Claim } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { describeStateStore } from '@turnout/testing/conformance'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from './memory-store.ts'

describeStateStore('memoryStore', async () => {
  const clock = new TestClock()
  return { store: memoryStore(clock), advance: clock.advance.bind(clock), nowMs: clock.monotonicMs }
})

describe('memoryStore', () => {
  const slot = (key: string, limit = 1): Claim => ({ key, amount: 1, limit })
  const rate = (amount: number, limit = 10): Claim => ({ key: 'rate', amount, limit, windowMs: 1_000 })
  let clock: TestClock
  let store: ReturnType<typeof memoryStore>

  beforeEach(() => {
    clock = new TestClock()
    store = memoryStore(clock)
  })

  it('takes the first option again once what held it has expired', async () => {
    await store.reserve('lost', [[slot('a')]], 500)
    await clock.advance(500)
    expect(await store.reserve('next', [[slot('a')], [slot('b')]], 500)).toEqual({ chosen: 0 })
  })

  it('holds a slot until the last moment', async () => {
    await store.reserve('slow', [[slot('a')]], 500)
    await clock.advance(499)
    expect(await store.reserve('next', [[slot('a')]], 500)).toEqual({ earliestMs: 0 })
  })

  it('is not changed by settling less for what has left the window', async () => {
    await store.reserve('long', [[rate(8)]], 60_000)
    await clock.advance(1_001)
    await store.reserve('fresh', [[rate(4)]], 60_000)
    await store.settle('long', [{ key: 'rate', amount: 1 }])
    expect(await store.reserve('fits', [[rate(6)]], 60_000)).toEqual({ chosen: 0 })
    expect(await store.reserve('not', [[rate(1)]], 60_000)).toEqual({ earliestMs: 1_000 })
  })

  it('owes what an answer was longer than its estimate from when that is known, however long it took', async () => {
    await store.reserve('long', [[rate(8)]], 60_000)
    await clock.advance(1_500)
    await store.settle('long', [{ key: 'rate', amount: 11 }])
    expect(await store.reserve('much', [[rate(8)]], 60_000)).toEqual({ earliestMs: 1_000 })
    expect(await store.reserve('less', [[rate(7)]], 60_000)).toEqual({ chosen: 0 })
  })

  it('makes an answer longer than its estimate a debt', async () => {
    await store.reserve('long', [[rate(2)]], 60_000)
    await store.settle('long', [{ key: 'rate', amount: 15 }])
    expect(await store.reserve('next', [[rate(1)]], 60_000)).toEqual({ earliestMs: 1_000 })
    await clock.advance(1_000)
    expect(await store.reserve('then', [[rate(10)]], 60_000)).toEqual({ chosen: 0 })
  })

  it('counts a lease to a whole window after its end', async () => {
    const [lease] = await store.lease([rate(10, 80)])
    expect(lease).toMatchObject({ granted: 10, useBeforeMs: clock.monotonicMs() + 1_000 })
    await clock.advance(1_999)
    expect(await store.reserve('early', [[rate(71, 80)]], 60_000)).toEqual({ earliestMs: 1 })
    await clock.advance(1)
    expect(await store.reserve('due', [[rate(80, 80)]], 60_000)).toEqual({ chosen: 0 })
  })

  it('takes a slice back bit by bit, and each bit once', async () => {
    const [lease] = await store.lease([rate(10, 80)])
    if (!lease) throw new Error('expected a lease')
    await store.giveBack([{ lease, unused: 4 }])
    await store.giveBack([{ lease, unused: 4 }])
    await store.giveBack([{ lease: { ...lease, granted: 6 }, unused: 5 }])
    expect(await store.reserve('much', [[rate(80, 80)]], 60_000)).toEqual({ earliestMs: 2_000 })
    expect(await store.reserve('fits', [[rate(79, 80)]], 60_000)).toEqual({ chosen: 0 })
  })

  it('renews as much of a slice as its holder still has, also if it had come back meanwhile', async () => {
    const [lease] = await store.lease([{ key: 'slots', amount: 5, limit: 40 }])
    if (!lease) throw new Error('expected a lease')
    await store.renew([{ ...lease, granted: 2 }])
    expect(await store.reserve('much', [[{ ...slot('slots', 40), amount: 39 }]], 500)).toEqual({ earliestMs: 0 })
    expect(await store.reserve('fits', [[{ ...slot('slots', 40), amount: 38 }]], 500)).toEqual({ chosen: 0 })
    await clock.advance(10_000)
    expect(await store.reserve('all', [[{ ...slot('slots', 40), amount: 40 }]], 500)).toEqual({ chosen: 0 })
    await store.renew([{ ...lease, granted: 2 }])
    await store.settle('all', [])
    expect(await store.reserve('again', [[{ ...slot('slots', 40), amount: 39 }]], 500)).toEqual({ earliestMs: 0 })
  })

  it('counts a charge of a limit that it has not seen yet, or not for long, each id once', async () => {
    const charge = { id: 'debt', key: 'rate', amount: 4, endsInMs: 500 }
    await store.charge([charge, charge, { ...charge, id: 'other', amount: 2 }])
    expect(await store.reserve('much', [[rate(5)]], 60_000)).toEqual({ earliestMs: 500 })
    expect(await store.reserve('fits', [[rate(4)]], 60_000)).toEqual({ chosen: 0 })
  })

  it('forgets everything when closed', async () => {
    await store.reserve('a', [[slot('a'), rate(10)]], 60_000)
    await store.close()
    expect(await store.reserve('b', [[slot('a'), rate(10)]], 60_000)).toEqual({ chosen: 0 })
  })
})
