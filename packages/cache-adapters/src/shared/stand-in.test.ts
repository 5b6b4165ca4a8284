import type { Charge, Claim, NonEmpty } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { type OnStoreError, StandIn } from './stand-in.ts'
import { UntoldCharges } from './untold-charges.ts'

const rate = (limit: number, amount = 1): Claim => ({ key: 'rate', amount, limit, windowMs: 60_000 })
const slot = (limit: number): Claim => ({ key: 'slots', amount: 1, limit })

describe('StandIn', () => {
  let clock: TestClock
  let charges: UntoldCharges
  let standIn: StandIn
  let count = 0

  const make = (onStoreError: OnStoreError, of = 2): StandIn => {
    charges = new UntoldCharges(clock, () => `charge-${++count}`)
    return new StandIn({ clock, onStoreError, charges, part: () => ({ count: of, rank: 0 }) })
  }
  const ask = (...claims: NonEmpty<Claim>) => standIn.reserve(`attempt-${++count}`, [claims], 60_000)
  const told = async (): Promise<readonly Pick<Charge, 'key' | 'amount' | 'endsInMs'>[]> => {
    const all: Charge[] = []
    await charges.tell(async (some) => void all.push(...some))
    return all.map(({ id, ...charge }) => charge)
  }

  beforeEach(() => {
    clock = new TestClock(10_000)
    standIn = make('share')
  })

  it('admits its part of a limit, and says when to come back', async () => {
    const answers = Array.from({ length: 7 }, () => ask(rate(11)))
    expect(answers.map((answer) => 'chosen' in answer)).toEqual([true, true, true, true, true, true, false])
    expect(answers[6]).toEqual({ earliestMs: 60_000 })
    await clock.advance(60_000)
    expect(ask(rate(11))).toEqual({ chosen: 0 })
  })

  it('frees a place when the attempt is settled', () => {
    expect(standIn.reserve('a', [[slot(2)]], 60_000)).toEqual({ chosen: 0 })
    expect(ask(slot(2))).toEqual({ earliestMs: 0 })
    standIn.settle('a', [])
    expect(ask(slot(2))).toEqual({ chosen: 0 })
  })

  it('notes windowed amounts of the option that was taken, and nothing of one that was refused', async () => {
    const full: Claim = { ...rate(0), key: 'full' }
    expect(standIn.reserve('a', [[full], [rate(10, 3), slot(2)]], 60_000)).toEqual({ chosen: 1 })
    expect(ask(full)).toEqual({ earliestMs: 1_000 })
    expect(await told()).toEqual([{ key: 'rate', amount: 3, endsInMs: 60_000 }])
    expect(standIn.running.get('a')).toMatchObject({ chosen: 1, atMs: 10_000, expiresMs: 70_000 })
  })

  it('notes what was used instead: less from the time it was taken, more from now on', async () => {
    for (const id of ['less', 'more']) standIn.reserve(id, [[rate(1_000, 50)]], 60_000)
    await told()
    await clock.advance(5_000)
    standIn.settle('less', [{ key: 'rate', amount: 10 }])
    standIn.settle('more', [{ key: 'rate', amount: 70 }])
    standIn.settle('more', [{ key: 'rate', amount: 70 }])
    standIn.settle('unknown', [{ key: 'rate', amount: 70 }])
    expect(await told()).toEqual([
      { key: 'rate', amount: -40, endsInMs: 55_000 },
      { key: 'rate', amount: 20, endsInMs: 60_000 },
    ])
    expect(standIn.running.size).toBe(0)
  })

  it('notes what it admits where everything is open, whatever the limit', async () => {
    standIn = make('open')
    for (let i = 0; i < 3; i++) expect(ask(rate(1), slot(1))).toEqual({ chosen: 0 })
    expect(await told()).toEqual([{ key: 'rate', amount: 3, endsInMs: 60_000 }])
  })

  it('admits nothing where everything is closed', async () => {
    standIn = make('closed')
    expect(ask(rate(10))).toEqual({ earliestMs: 1_000 })
    expect([standIn.running.size, await told()]).toEqual([0, []])
  })
})
