import type { Charge } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { UntoldCharges } from './untold-charges.ts'

describe('UntoldCharges', () => {
  let clock: TestClock
  let untold: UntoldCharges
  let told: Charge[][]
  const hear = async (charges: readonly Charge[]): Promise<void> => void told.push([...charges])
  const fail = async (charges: readonly Charge[]): Promise<void> => {
    told.push([...charges])
    throw new Error('lost')
  }

  beforeEach(() => {
    clock = new TestClock(10_000)
    let count = 0
    untold = new UntoldCharges(clock, () => `charge-${++count}`)
    told = []
  })

  it('tells in one what counts of a limit to the same second, and not too short', async () => {
    untold.add('a', 3, 20_001)
    untold.add('a', 4, 21_000)
    untold.add('a', 5, 21_001)
    untold.add('b', 6, 20_500)
    await untold.tell(hear)
    expect(told).toEqual([
      [
        { id: 'charge-1', key: 'a', amount: 7, endsInMs: 11_000 },
        { id: 'charge-2', key: 'a', amount: 5, endsInMs: 12_000 },
        { id: 'charge-3', key: 'b', amount: 6, endsInMs: 11_000 },
      ],
    ])
    await untold.tell(hear)
    expect(told).toHaveLength(1)
    expect(untold.isEmpty).toBe(true)
  })

  it('tells the same again after a failure, by the same name, and what came since by another', async () => {
    untold.add('a', 3, 20_000)
    await expect(untold.tell(fail)).rejects.toThrow('lost')
    untold.add('a', 4, 20_000)
    await clock.advance(400)
    expect(untold.isEmpty).toBe(false)
    await untold.tell(hear)
    expect(told.slice(1)).toEqual([
      [{ id: 'charge-1', key: 'a', amount: 3, endsInMs: 9_600 }],
      [{ id: 'charge-2', key: 'a', amount: 4, endsInMs: 9_600 }],
    ])
  })

  it('keeps what came while it was being told', async () => {
    untold.add('a', 3, 20_000)
    await untold.tell(async (charges) => {
      untold.add('a', 1, 20_000)
      await hear(charges)
    })
    expect([told.length, untold.isEmpty]).toEqual([1, false])
    await untold.tell(hear)
    expect(told[1]).toMatchObject([{ id: 'charge-2', amount: 1 }])
  })

  it('tells new charges also where those before do not count any more', async () => {
    untold.add('a', 3, 11_000)
    await expect(untold.tell(fail)).rejects.toThrow('lost')
    await clock.advance(1_000)
    untold.add('a', 4, 20_000)
    await untold.tell(hear)
    expect(told.slice(1)).toMatchObject([[{ amount: 4 }]])
    expect(untold.isEmpty).toBe(true)
  })

  it('tells of nothing below nothing', async () => {
    for (const amount of [3, -3, 0]) untold.add('a', amount, 20_000)
    await untold.tell(hear)
    expect(told).toMatchObject([[{ amount: 3 }]])
    untold.add('a', -3, 20_000)
    expect(untold.isEmpty).toBe(true)
  })

  it('tells a few hundred at a time', async () => {
    for (let i = 0; i < 1_001; i++) untold.add(`key-${i}`, 1, 20_000)
    await untold.tell(hear)
    expect(told.map(({ length }) => length)).toEqual([500, 500, 1])
  })
})
