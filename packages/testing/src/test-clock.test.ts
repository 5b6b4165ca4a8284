import { CancelScope } from '@turnout/core'
import { describe, expect, it, vi } from 'vitest'
import { seededRandom } from './seeded-random.ts'
import { settle, TestClock } from './test-clock.ts'

describe('TestClock', () => {
  it('stands still until it is told to move', async () => {
    const clock = new TestClock(500)
    await settle()
    expect(clock.monotonicMs()).toBe(500)
    await clock.advance(20)
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([520, 1_700_000_000_520])
  })

  it('runs timers in order of due time, each at its own time, equals as they were set', async () => {
    const clock = new TestClock(0)
    const ran: string[] = []
    const note = (name: string) => () => void ran.push(`${name} at ${clock.monotonicMs()}`)
    clock.timer(30, note('late'))
    clock.timer(10, note('early'))
    clock.timer(30, note('late too'))
    clock.timer(31, note('too late'))
    await clock.advance(30)
    expect(ran).toEqual(['early at 10', 'late at 30', 'late too at 30'])
    expect(clock.pending).toBe(1)
  })

  it('runs many timers, set and stopped in any order, by due time and then in the order they were set', async () => {
    const [clock, random] = [new TestClock(0), seededRandom(3)]
    const ran: { dueMs: number; set: number }[] = []
    const kept: { dueMs: number; set: number }[] = []
    for (let set = 0; set < 300; set++) {
      const timer = { dueMs: Math.floor(random() * 20), set }
      const stop = clock.timer(timer.dueMs, () => void ran.push(timer))
      if (random() < 0.3) stop()
      else kept.push(timer)
    }
    expect(clock.pending).toBe(kept.length)
    await clock.advance(20)
    expect(ran).toEqual(kept.toSorted((a, b) => a.dueMs - b.dueMs || a.set - b.set))
  })

  it('runs what a timer sets off on the way', async () => {
    const clock = new TestClock(0)
    const times: number[] = []
    const work = async () => {
      for (let i = 0; i < 3; i++) {
        await clock.sleep(10)
        times.push(clock.monotonicMs())
      }
    }
    void work()
    await clock.advance(25)
    expect(times).toEqual([10, 20])
  })

  it('does not run a timer that was stopped', async () => {
    const [clock, run] = [new TestClock(), vi.fn()]
    const stop = clock.timer(10, run)
    stop()
    stop()
    await clock.advance(100)
    expect(run).not.toHaveBeenCalled()
    expect(clock.pending).toBe(0)
  })

  it('runs a timer of the past at once, not in the past', async () => {
    const clock = new TestClock(100)
    const times: number[] = []
    clock.timer(-50, () => void times.push(clock.monotonicMs()))
    await clock.advance(0)
    expect(times).toEqual([100])
  })

  it('leaves no timer behind a cancelled sleep', async () => {
    const [clock, scope] = [new TestClock(), new CancelScope()]
    const sleep = clock.sleep(1_000, scope)
    expect(clock.pending).toBe(1)
    scope.cancel()
    await sleep
    expect(clock.pending).toBe(0)
  })

  it('finishes work by moving to whatever it waits for', async () => {
    const clock = new TestClock(0)
    const work = async () => {
      await clock.sleep(1_000)
      await clock.sleep(86_400_000)
      return clock.monotonicMs()
    }
    expect(await clock.finish(work())).toBe(86_401_000)
  })

  it('hands on how work fails', async () => {
    const clock = new TestClock()
    const work = clock.sleep(10).then(() => Promise.reject(new Error('No.')))
    await expect(clock.finish(work)).rejects.toThrow('No.')
  })

  it('does not move further than the work needs', async () => {
    const [clock, run] = [new TestClock(0), vi.fn()]
    clock.timer(5_000, run)
    await clock.finish(clock.sleep(10))
    expect(clock.monotonicMs()).toBe(10)
    expect(run).not.toHaveBeenCalled()
  })
})
