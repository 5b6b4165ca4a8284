import { TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { Patience } from './patience.ts'

const never = new Promise<string>(() => {})

describe('Patience', () => {
  it('passes an answer on, and leaves no timer behind', async () => {
    const clock = new TestClock()
    const patience = new Patience(clock, 50)
    expect(await patience.wait(Promise.resolve('here'))).toBe('here')
    await expect(patience.wait(Promise.reject(new Error('READONLY')))).rejects.toThrow('READONLY')
    await clock.advance(50)
    expect(clock.pending).toBe(0)
  })

  it('ends a wait no later than its time, and little sooner', async () => {
    const clock = new TestClock()
    const patience = new Patience(clock, 50)
    const waited: number[] = []
    for (let i = 0; i < 30; i++) {
      const fromMs = clock.monotonicMs()
      patience.wait(never).catch(() => waited.push(clock.monotonicMs() - fromMs))
      await clock.advance(1)
    }
    await clock.advance(50)
    expect(waited).toHaveLength(30)
    expect(Math.max(...waited)).toBeLessThanOrEqual(50)
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(40)
  })

  it('does not take for late what arrived while this process stood still', async () => {
    const timers: (() => void)[] = []
    const stalling = {
      ...{ monotonicMs: () => 0, wallMs: () => 0, sleep: async () => {}, afterwards: (run: () => void) => run() },
      timer: (_ms: number, run: () => void) => {
        timers.push(run)
        return () => {}
      },
    }
    const patience = new Patience(stalling, 50)
    const { promise, resolve } = Promise.withResolvers<string>()
    const answer = patience.wait(promise)
    // A second has passed, and the timer that was due comes before the answer that lies there.
    timers.shift()?.()
    resolve('here')
    expect(await answer).toBe('here')
  })

  it('ends all waits when closed', async () => {
    const patience = new Patience(new TestClock(), 50)
    const answer = patience.wait(never)
    patience.close()
    await expect(answer).rejects.toThrow('timed out')
  })
})
