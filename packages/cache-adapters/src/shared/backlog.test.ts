import type { Claims, NonEmpty } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { Backlog } from './backlog.ts'
import type { RemoteStore } from './remote-store.ts'
import { UntoldCharges } from './untold-charges.ts'

const options: NonEmpty<Claims> = [
  [
    { key: 'slots', amount: 1, limit: 5 },
    { key: 'rate', amount: 2, limit: 50, windowMs: 60_000 },
  ],
]
const [claims] = options

describe('Backlog', () => {
  let clock: TestClock
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
      peek: async () => [],
    }
    backlog = new Backlog({ clock, remote, charges })
  })

  /** It was admitted without the store, now. */
  const admit = (attemptId: string, holdMs = 60_000) => {
    const atMs = clock.monotonicMs()
    backlog.admitted(attemptId, { claims, chosen: 0, atMs, expiresMs: atMs + holdMs })
  }
  const tellAndFail = async (at: string): Promise<void> => {
    fails = at
    await expect(backlog.tell()).rejects.toThrow('lost')
    fails = ''
    told.length = 0
  }

  it('tells what is in doubt, what runs, what ended and what was used, in this order, once', async () => {
    backlog.doubt('doubtful', options)
    backlog.ended('over', [{ key: 'rate', amount: 1 }])
    for (const id of ['running', 'brief']) admit(id)
    backlog.ended('brief', [])
    await clock.advance(3_000)
    expect(backlog.isEmpty).toBe(false)
    await backlog.tell()
    expect(told).toEqual([
      ['cancel', 'doubtful', options],
      ['adopt', 'running', claims, 57_000, 3_000],
      ['settle', 'over', [{ key: 'rate', amount: 1 }]],
      ['charge', [{ id: 'charge-1', key: 'rate', amount: 2, endsInMs: 57_000 }]],
    ])
    expect(backlog.isEmpty).toBe(true)
    await backlog.tell()
    expect(told).toHaveLength(4)
  })

  it.each(['cancel', 'settle', 'adopt', 'charge'])('begins again with what failed: %s', async (at) => {
    backlog.doubt('doubtful', options)
    backlog.ended('over', [])
    for (const id of ['running', 'brief']) admit(id)
    backlog.ended('brief', [])
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
    admit('running')
    backlog.ended('running', [])
    await backlog.tell()
    expect(told.map(([name]) => name)).toEqual(['charge'])
  })

  it('settles what the store took over, or may have', async () => {
    admit('running')
    await tellAndFail('adopt')
    backlog.ended('running', [])
    await backlog.tell()
    expect(told.map(([name, id]) => [name, id])).toEqual([
      ['adopt', 'running'],
      ['settle', 'running'],
    ])
    expect(backlog.isEmpty).toBe(true)
  })

  it('settles what ended while the store took it over', async () => {
    admit('running')
    meanwhile = () => {
      if (told.length === 1) backlog.ended('running', [])
    }
    await backlog.tell()
    expect(told.at(-1)?.slice(0, 2)).toEqual(['settle', 'running'])
    expect(backlog.isEmpty).toBe(true)
  })

  it('does not hand over what is in doubt: to cancel it later would undo that', async () => {
    backlog.doubt('over', options)
    admit('running')
    meanwhile = () => {
      if (told.length === 1) backlog.doubt('running', options)
    }
    await backlog.tell()
    expect(told.map(([name]) => name)).toEqual(['cancel'])
    await backlog.tell()
    expect(told.slice(1).map(([name]) => name)).toEqual(['cancel', 'adopt'])
  })

  it('leaves for the next time what comes meanwhile', async () => {
    backlog.doubt('first', options)
    meanwhile = () => backlog.doubt(`doubt-${told.length}`, options)
    await backlog.tell()
    expect(told).toHaveLength(1)
    expect(backlog.isEmpty).toBe(false)
  })

  it('counts as reserved what nobody settled in time', async () => {
    admit('forgotten', 500)
    await clock.advance(500)
    await backlog.tell()
    expect(told).toMatchObject([['charge', [{ key: 'rate', amount: 2, endsInMs: 59_500 }]]])
    expect(backlog.isEmpty).toBe(true)
  })

  it('counts what was used: as reserved at most from the time it was taken, more from now on', async () => {
    for (const id of ['less', 'more', 'nothing']) admit(id)
    await clock.advance(5_000)
    backlog.ended('less', [{ key: 'rate', amount: 1 }])
    backlog.ended('more', [{ key: 'rate', amount: 9 }])
    backlog.ended('nothing', [{ key: 'rate', amount: 0 }])
    await backlog.tell()
    expect(told).toMatchObject([
      [
        'charge',
        [
          { amount: 3, endsInMs: 55_000 },
          { amount: 7, endsInMs: 60_000 },
        ],
      ],
    ])
  })
})
