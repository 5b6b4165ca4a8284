import type { Claim, Claims, NonEmpty } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { Backlog } from './backlog.ts'
import type { RemoteStore } from './remote-store.ts'
import { StandIn } from './stand-in.ts'
import { UntoldCharges } from './untold-charges.ts'

const options: NonEmpty<Claims> = [
  [
    { key: 'slots', amount: 1, limit: 5 },
    { key: 'rate', amount: 2, limit: 50, windowMs: 60_000 },
  ],
]
const held: readonly Claim[] = [{ key: 'slots', amount: 1, limit: 5 }]

describe('Backlog', () => {
  let clock: TestClock
  let standIn: StandIn
  let backlog: Backlog
  let told: unknown[][]
  /** The step that fails, after it was done. */
  let fails: string
  /** What happens while a step is being done. */
  let meanwhile: () => void

  beforeEach(() => {
    clock = new TestClock(10_000)
    let count = 0
    const charges = new UntoldCharges(clock, () => `charge-${++count}`)
    standIn = new StandIn({ clock, charges, onStoreError: 'share', part: () => ({ count: 1, rank: 0 }) })
    told = []
    fails = ''
    meanwhile = () => {}
    const step =
      (name: string) =>
      async (...args: readonly unknown[]): Promise<void> => {
        told.push([name, ...args])
        meanwhile()
        if (name === fails) throw new Error('lost')
      }
    const remote: RemoteStore = {
      ...{ cancel: step('cancel'), adopt: step('adopt'), settle: step('settle'), charge: step('charge') },
      ...{ probe: step('probe'), giveBack: step('giveBack'), close: step('close') },
      ...{ lease: async () => [], renew: async () => [], reserve: async () => ({ chosen: 0 }) },
    }
    backlog = new Backlog({ clock, remote, standIn, charges })
  })

  const tellAndFail = async (at: string): Promise<void> => {
    fails = at
    await expect(backlog.tell()).rejects.toThrow('lost')
    fails = ''
    told.length = 0
  }

  it('tells what is in doubt, what ended, what runs and what was used, in this order, once', async () => {
    backlog.doubt('doubtful', options)
    backlog.ended('over', [{ key: 'rate', amount: 1 }])
    standIn.reserve('running', options, 60_000)
    expect(backlog.isEmpty).toBe(false)
    await backlog.tell()
    expect(told).toEqual([
      ['cancel', 'doubtful', options],
      ['settle', 'over', [{ key: 'rate', amount: 1 }]],
      ['adopt', 'running', held, 60_000],
      ['charge', [{ id: 'charge-1', key: 'rate', amount: 2, endsInMs: 60_000 }]],
    ])
    expect(backlog.isEmpty).toBe(true)
    await backlog.tell()
    expect(told).toHaveLength(4)
  })

  it.each(['cancel', 'settle', 'adopt', 'charge'])('begins again with what failed: %s', async (at) => {
    backlog.doubt('doubtful', options)
    backlog.ended('over', [])
    standIn.reserve('running', options, 60_000)
    await tellAndFail(at)
    expect(backlog.isEmpty).toBe(false)
    await backlog.tell()
    expect(told[0]?.[0]).toBe(at)
    expect(backlog.isEmpty).toBe(true)
  })

  it('is told at most once at a time', async () => {
    backlog.doubt('doubtful', options)
    await Promise.all([backlog.tell(), backlog.tell()])
    expect(told).toHaveLength(1)
  })

  it('does not settle what the store never heard of', async () => {
    standIn.reserve('running', options, 60_000)
    standIn.settle('running', [])
    backlog.endedHere('running', [])
    await backlog.tell()
    expect(told.map(([name]) => name)).toEqual(['charge'])
  })

  it('settles what the store took over, or may have', async () => {
    standIn.reserve('running', options, 60_000)
    await tellAndFail('adopt')
    standIn.settle('running', [])
    backlog.endedHere('running', [])
    await backlog.tell()
    expect(told.map(([name, id]) => [name, id])).toContainEqual(['settle', 'running'])
    expect(told.map(([name]) => name)).not.toContain('adopt')
    expect(backlog.isEmpty).toBe(true)
  })

  it('settles what ended while the store took it over', async () => {
    standIn.reserve('running', options, 60_000)
    meanwhile = () => {
      standIn.settle('running', [])
      backlog.endedHere('running', [])
    }
    await backlog.tell()
    expect(backlog.isEmpty).toBe(false)
    await backlog.tell()
    expect(told.at(-1)?.slice(0, 2)).toEqual(['settle', 'running'])
    expect(backlog.isEmpty).toBe(true)
  })

  it('does not hand over what is in doubt: to cancel it later would undo that', async () => {
    backlog.ended('over', [])
    standIn.reserve('running', options, 60_000)
    meanwhile = () => {
      if (told.length === 1) backlog.doubt('running', options)
    }
    await backlog.tell()
    expect(told.map(([name]) => name)).toEqual(['settle', 'charge'])
    await backlog.tell()
    expect(told.slice(2).map(([name]) => name)).toEqual(['cancel', 'adopt'])
  })

  it('leaves for the next time what comes meanwhile', async () => {
    backlog.doubt('first', options)
    meanwhile = () => backlog.doubt(`doubt-${told.length}`, options)
    await backlog.tell()
    expect(told).toHaveLength(1)
    expect(backlog.isEmpty).toBe(false)
  })

  it('forgets what nobody settled in time', async () => {
    standIn.reserve('adopted', options, 500)
    await backlog.tell()
    await clock.advance(500)
    await backlog.tell()
    expect(standIn.running.size).toBe(0)
    backlog.endedHere('adopted', [])
    expect(backlog.isEmpty).toBe(true)
  })
})
