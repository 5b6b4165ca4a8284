import { TestClock } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import { LimitTimer, type Timed } from './limit-timer.ts'

/** Is over at a time that may move. */
const timed = (clock: TestClock, endMs: number) => {
  const it = {
    place: -1,
    endMs,
    overAtMs: undefined as number | undefined,
    look: vi.fn((nowMs: number) => leftOf(nowMs)),
  }
  const leftOf = (nowMs: number): number | undefined => {
    if (nowMs < it.endMs) return it.endMs - nowMs
    it.overAtMs = clock.monotonicMs()
    return undefined
  }
  return it satisfies Timed
}

describe('a limit timer', () => {
  it('looks at each when it is over, in any order', async () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const all = [300, 100, 200, 100].map((endMs) => timed(clock, endMs))
    for (const one of all) timer.add(one, one.endMs)
    await clock.advance(1_000)
    expect(all.map(({ overAtMs }) => overAtMs)).toEqual([300, 100, 200, 100])
  })

  it('has one timer for all, and none when all are gone', () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const all = [300, 100, 200].map((endMs) => timed(clock, endMs))
    for (const one of all) timer.add(one, one.endMs)
    expect(clock.pending).toBe(1)
    for (const one of all) timer.remove(one)
    expect(clock.pending).toBe(0)
  })

  it('does not look at one that is gone', async () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const [gone, stays] = [timed(clock, 100), timed(clock, 200)]
    for (const one of [gone, stays]) timer.add(one, one.endMs)
    timer.remove(gone)
    await clock.advance(200)
    expect([gone.look.mock.calls.length, stays.overAtMs]).toEqual([0, 200])
  })

  it('does not look at one that another took along at its end', async () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const [first, taken] = [timed(clock, 100), timed(clock, 100)]
    first.look.mockImplementation(() => {
      timer.remove(taken)
      return undefined
    })
    for (const one of [first, taken]) timer.add(one, one.endMs)
    await clock.advance(100)
    expect([first.look.mock.calls.length, taken.look.mock.calls.length, clock.pending]).toEqual([1, 0, 0])
  })

  it('looks seldom at those that move their end away', async () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const streams = Array.from({ length: 100 }, (_, at) => timed(clock, 1_000 + at))
    for (const one of streams) timer.add(one, one.endMs)
    for (let i = 0; i < 100; i++) {
      await clock.advance(100)
      for (const one of streams) one.endMs = clock.monotonicMs() + 1_000
    }
    const looks = streams.reduce((sum, { look }) => sum + look.mock.calls.length, 0)
    expect(looks).toBeLessThanOrEqual(100 * 12)
    await clock.advance(1_000)
    expect(streams.every(({ overAtMs }) => overAtMs === 11_000)).toBe(true)
  })

  it('looks sooner at one that says so', async () => {
    const clock = new TestClock(0)
    const timer = new LimitTimer(clock)
    const one = timed(clock, 1_000)
    timer.add(one, 1_000)
    one.endMs = 100
    timer.add(one, 100)
    await clock.advance(100)
    expect(one.overAtMs).toBe(100)
  })
})
