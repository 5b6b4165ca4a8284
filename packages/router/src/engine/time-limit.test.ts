import { CancelScope, ProviderError } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { LimitTimer } from './limit-timer.ts'
import { TimeLimit } from './time-limit.ts'

const bound = (limitMs: number, message: string) => ({ limitMs, failure: () => new ProviderError('timeout', message) })

function setUp(limitMs: number, deadlineMs = Infinity) {
  const clock = new TestClock(0)
  const scope = new CancelScope()
  return { clock, scope, limit: new TimeLimit(new LimitTimer(clock), scope, deadlineMs, bound(limitMs, 'too slow')) }
}

describe('a time limit', () => {
  it('cancels when it is over, not before', async () => {
    const { clock, scope } = setUp(1_000)
    await clock.advance(999)
    expect(scope.cancelled).toBe(false)
    await clock.advance(1)
    expect(scope.reason).toMatchObject({ kind: 'timeout', message: 'too slow' })
  })

  it('is the deadline where that comes first', async () => {
    const { clock, scope } = setUp(1_000, 400)
    await clock.advance(400)
    expect(scope.reason).toMatchObject({ code: 'deadline_exceeded' })
  })

  it('starts again with each progress', async () => {
    const { clock, scope, limit } = setUp(1_000)
    for (let i = 0; i < 5; i++) {
      await clock.advance(900)
      limit.away(true)
      limit.back()
    }
    expect(scope.cancelled).toBe(false)
    await clock.advance(1_000)
    expect(scope.cancelled).toBe(true)
  })

  it('does not count the time that a reader is away, and gives back what was left', async () => {
    const { clock, scope, limit } = setUp(1_000)
    await clock.advance(600)
    limit.away()
    await clock.advance(30_000)
    limit.back()
    await clock.advance(399)
    expect(scope.cancelled).toBe(false)
    await clock.advance(1)
    expect(scope.reason).toMatchObject({ message: 'too slow' })
  })

  it('is not late where it was looked at while the reader was away', async () => {
    const { clock, scope, limit } = setUp(1_000)
    await clock.advance(900)
    limit.away()
    await clock.advance(110)
    limit.back()
    await clock.advance(99)
    expect(scope.cancelled).toBe(false)
    await clock.advance(1)
    expect(scope.reason).toMatchObject({ message: 'too slow' })
  })

  it('sees a short bound in time after a long absence', async () => {
    const { clock, scope, limit } = setUp(100)
    limit.away()
    await clock.advance(5_000)
    limit.back()
    limit.away(true)
    limit.back()
    await clock.advance(100)
    expect(scope.reason).toMatchObject({ message: 'too slow' })
  })

  it('never fires once stopped', async () => {
    const { clock, scope, limit } = setUp(1_000)
    limit.stop()
    await clock.advance(10_000)
    expect([scope.cancelled, clock.pending]).toEqual([false, 0])
  })
})
