import type { Claim, NonEmpty } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Admitted, type OnStoreError, StandIn } from './stand-in.ts'

const rate = (limit: number, amount = 1): Claim => ({ key: 'rate', amount, limit, windowMs: 60_000 })
const slot = (limit: number): Claim => ({ key: 'slots', amount: 1, limit })
const whole = (limit: number): Claim => ({ key: 'probe', amount: 1, limit, whole: true })

describe('StandIn', () => {
  let clock: TestClock
  let admitted: Map<string, Admitted>
  let standIn: StandIn
  let count = 0

  const make = (onStoreError: OnStoreError, of = 2): StandIn => {
    admitted = new Map()
    const onAdmit = (attemptId: string, one: Admitted) => {
      expect(admitted.has(attemptId)).toBe(false)
      admitted.set(attemptId, one)
    }
    return new StandIn({ clock, onStoreError, onAdmit, part: () => ({ count: of, rank: 1 }) })
  }
  const ask = (...claims: NonEmpty<Claim>) => standIn.reserve(`attempt-${++count}`, [claims], 60_000)

  beforeEach(() => {
    clock = new TestClock(10_000)
    standIn = make('share')
  })

  it('admits its part of a limit, and says when to come back', async () => {
    const answers = Array.from({ length: 7 }, () => ask(rate(12)))
    expect(answers.map((answer) => 'chosen' in answer)).toEqual([true, true, true, true, true, true, false])
    expect(answers[6]).toEqual({ earliestMs: 60_000 })
    await clock.advance(60_000)
    expect(ask(rate(12))).toEqual({ chosen: 0 })
  })

  it('frees a place when the attempt is settled', () => {
    expect(standIn.reserve('a', [[slot(2)]], 60_000)).toEqual({ chosen: 0 })
    expect(ask(slot(2))).toEqual({ earliestMs: 0 })
    standIn.settle('a', [])
    expect(ask(slot(2))).toEqual({ chosen: 0 })
  })

  it('says what it admitted, once, and nothing of what it refused', () => {
    const full: Claim = { ...rate(0), key: 'full' }
    const claims = [rate(10, 3), slot(2)]
    for (let i = 0; i < 2; i++) expect(standIn.reserve('a', [[full], claims], 60_000)).toEqual({ chosen: 1 })
    expect(ask(full)).toEqual({ earliestMs: 1_000 })
    expect([...admitted]).toEqual([['a', { claims, chosen: 1, atMs: 10_000, expiresMs: 70_000 }]])
  })

  it('knows which attempts are its own, until they are over', async () => {
    for (const id of ['a', 'b']) standIn.reserve(id, [[rate(1_000, 50)]], 500)
    expect([standIn.settle('a', []), standIn.settle('a', []), standIn.settle('unknown', [])]).toEqual([
      ...[true, false, false],
    ])
    await clock.advance(499)
    standIn.expire()
    expect(standIn.running.size).toBe(1)
    await clock.advance(1)
    standIn.expire()
    expect(standIn.running.size).toBe(0)
  })

  it('admits everything where everything is open, whatever the limit', () => {
    standIn = make('open')
    for (let i = 0; i < 3; i++) expect(ask(rate(1), slot(1))).toEqual({ chosen: 0 })
    expect(admitted.size).toBe(3)
  })

  it('admits nothing where everything is closed', () => {
    standIn = make('closed')
    expect(ask(rate(10))).toEqual({ earliestMs: 1_000 })
    expect([standIn.running.size, admitted.size]).toEqual([0, 0])
  })

  it.each(['share', 'closed'] as const)('does not share out what each instance has whole: %s', (onStoreError) => {
    standIn = make(onStoreError, 5)
    expect(standIn.reserve('a', [[whole(1)]], 60_000)).toEqual({ chosen: 0 })
    expect(ask(whole(1))).toEqual({ earliestMs: 0 })
    standIn.settle('a', [])
    expect(ask(whole(1), slot(1))).toMatchObject({ earliestMs: 1_000 })
    expect(standIn.reserve('b', [[whole(1), rate(1)], [whole(1)]], 60_000)).toEqual({ chosen: 1 })
  })
})
