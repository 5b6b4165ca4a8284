import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

describe('Breaker', () => {
  let clock: TestClock
  let opened: number
  let breaker: Breaker

  beforeEach(() => {
    clock = new TestClock()
    opened = 0
    breaker = new Breaker(clock, () => opened++)
  })

  const failEvery = async (ms: number, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      breaker.failure()
      await clock.advance(ms)
    }
  }

  it('opens after three failures within a second', async () => {
    await failEvery(499, 2)
    expect(breaker.openedMs).toBeUndefined()
    breaker.failure()
    expect([breaker.openedMs, opened]).toEqual([clock.monotonicMs(), 1])
  })

  it('does not open after three within more than a second', async () => {
    await failEvery(500, 4)
    expect(breaker.openedMs).toBeUndefined()
  })

  it('opens after five in a row, however slow', async () => {
    await failEvery(60_000, 4)
    expect(breaker.openedMs).toBeUndefined()
    breaker.failure()
    expect(breaker.openedMs).toBe(clock.monotonicMs())
  })

  it('counts a row anew after a success', async () => {
    await failEvery(60_000, 4)
    breaker.success()
    await failEvery(60_000, 4)
    expect(opened).toBe(0)
  })

  it('opens for three within a second also where others succeed between', () => {
    for (let i = 0; i < 3; i++) {
      breaker.success()
      breaker.failure()
    }
    expect(opened).toBe(1)
  })

  it('opens once, and keeps the time at which it did', async () => {
    const nowMs = clock.monotonicMs()
    await failEvery(10, 20)
    breaker.open()
    expect([breaker.openedMs, opened]).toEqual([nowMs + 20, 1])
  })

  it('remembers no failure from before it closed', async () => {
    await failEvery(0, 3)
    breaker.close()
    await failEvery(0, 2)
    expect(breaker.openedMs).toBeUndefined()
    breaker.failure()
    expect(opened).toBe(2)
  })
})
