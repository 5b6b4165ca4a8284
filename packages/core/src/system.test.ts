import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CancelScope } from './cancel-scope.ts'
import { sleepOn, systemClock, systemId, systemRandom } from './system.ts'

const longestMs = 2 ** 31 - 1

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells time and date', () => {
    vi.setSystemTime(1_700_000_000_000)
    const before = systemClock.monotonicMs()
    vi.advanceTimersByTime(250)
    expect(systemClock.monotonicMs() - before).toBe(250)
    expect(systemClock.wallMs()).toBe(1_700_000_000_250)
  })

  it('runs a timer once, when it is due', () => {
    const run = vi.fn()
    systemClock.timer(100, run)
    vi.advanceTimersByTime(99)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1_000)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('does not run a timer that was stopped', () => {
    const run = vi.fn()
    const stop = systemClock.timer(100, run)
    stop()
    stop()
    vi.advanceTimersByTime(1_000)
    expect(run).not.toHaveBeenCalled()
  })

  it.each([2 ** 31, 1e15, Infinity])('waits as long as a timer can for %d ms, not 1 ms', (delayMs) => {
    const run = vi.fn()
    systemClock.timer(delayMs, run)
    vi.advanceTimersByTime(longestMs - 1)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('sleeps until it is time, and leaves nothing behind when cancelled', async () => {
    const scope = new CancelScope()
    const sleep = systemClock.sleep(1_000, scope)
    expect(vi.getTimerCount()).toBe(1)
    scope.cancel()
    await sleep
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('systemClock, in real time', () => {
  it('never ends a wait too soon', async () => {
    const delayMs = 20.5
    const late: boolean[] = []
    const wait = async () => {
      const startedMs = performance.now()
      await systemClock.sleep(delayMs)
      late.push(performance.now() >= startedMs + delayMs)
    }
    const waits: Promise<void>[] = []
    for (let i = 0; i < 50; i++) {
      waits.push(wait())
      // Node counts from the start of this turn: the longer the turn, the sooner its timer goes off.
      for (const busyMs = performance.now() + 0.2; performance.now() < busyMs; );
    }
    await Promise.all(waits)
    expect(late).toEqual(Array(50).fill(true))
  })
})

/** A clock whose one timer rings when told to. */
const oneTimer = () => {
  const state = { ring: () => {}, stopped: 0, set: 0 }
  const timer = (_: number, run: () => void) => {
    state.ring = run
    state.set++
    return () => void state.stopped++
  }
  return { state, clock: { timer } }
}

describe('sleepOn', () => {
  it('ends when the timer rings, and listens no longer', async () => {
    const [{ state, clock }, stopListening] = [oneTimer(), vi.fn()]
    const sleep = sleepOn(clock, 10, { cancelled: false, onCancel: () => stopListening })
    expect(stopListening).not.toHaveBeenCalled()
    state.ring()
    await sleep
    expect(stopListening).toHaveBeenCalledTimes(1)
  })

  it('ends when it is cancelled, and stops the timer', async () => {
    const [{ state, clock }, scope] = [oneTimer(), new CancelScope()]
    const sleep = sleepOn(clock, 10, scope)
    scope.cancel()
    await sleep
    expect(state.stopped).toBe(1)
  })

  it('ends at once, without a timer, when it is cancelled already', async () => {
    const [{ state, clock }, scope] = [oneTimer(), new CancelScope()]
    scope.cancel()
    await sleepOn(clock, 10, scope)
    expect(state.set).toBe(0)
  })
})

describe('system chance', () => {
  it('is in [0, 1)', () => {
    for (let i = 0; i < 100; i++) {
      const value = systemRandom()
      expect(value >= 0 && value < 1).toBe(true)
    }
  })

  it('never gives the same id twice', () => {
    expect(new Set(Array.from({ length: 100 }, systemId)).size).toBe(100)
  })
})
