import type { Claim, JsonObject, Snapshot, StateStore } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { PrimaryStore } from './primary-store.ts'
import { joined } from './test-support/joined.test.ts'
import { WorkerStore } from './worker-store.ts'
import { workersStore } from './workers-store.ts'

const holdMs = 60_000
const slot = (limit: number, amount = 1): Claim => ({ key: '{g}:parallel', amount, limit })
const rate = (limit: number, amount = 1): Claim => ({ key: '{g}:rpm', amount, limit, windowMs: 60_000 })

let clock: TestClock
let primary: PrimaryStore
beforeEach(() => {
  clock = new TestClock()
  primary = new PrimaryStore(clock)
})

const worker = () => {
  const { wire, leave } = joined(primary)
  return { wire, leave, store: new WorkerStore(wire, clock) }
}
const admits = async (store: StateStore, id: string, ...claims: Claim[]) =>
  'chosen' in (await store.reserve(id, [claims], holdMs))

describe('workers of one primary', () => {
  it('have each limit once, together', async () => {
    const [one, other] = [worker(), worker()]
    expect(await admits(one.store, 'a', rate(2))).toBe(true)
    expect(await admits(other.store, 'b', rate(2))).toBe(true)
    expect(await admits(one.store, 'c', rate(2))).toBe(false)
    expect(await other.store.reserve('d', [[rate(2)]], holdMs)).toEqual({ earliestMs: 60_000 })
  })

  it('never have more than the limit, whatever they take, spend and give back, and whoever dies', async () => {
    const step = fc.record({
      who: fc.nat(2),
      does: fc.constantFrom('ask', 'ask', 'ask', 'end', 'wait', 'die'),
      ms: fc.nat(400),
    })
    const property = fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 300 }), async (steps) => {
      const clock = new TestClock()
      const primary = new PrimaryStore(clock)
      const start = () => {
        const { wire, leave } = joined(primary)
        return { store: workersStore(wire, clock), leave, running: [] as string[] }
      }
      const workers = [start(), start(), start()]
      const admittedMs: number[] = []
      for (const [index, { who, does, ms }] of steps.entries()) {
        const at = workers[who] ?? start()
        const id = `${index}`
        if (does === 'wait') await clock.advance(ms)
        if (does === 'end') await at.store.settle(at.running.shift() ?? 'none', [])
        if (does === 'ask' && (await admits(at.store, id, { ...rate(60), windowMs: 500 }, slot(40)))) {
          at.running.push(id)
          admittedMs.push(clock.monotonicMs())
        }
        if (does === 'die') {
          at.leave()
          workers[who] = start()
        }
        expect(workers.reduce((sum, { running }) => sum + running.length, 0)).toBeLessThanOrEqual(40)
        expect(admittedMs.filter((atMs) => atMs > clock.monotonicMs() - 500).length).toBeLessThanOrEqual(60)
      }
    })
    await fc.assert(property, { numRuns: 100 })
  }, 60_000)

  it('hear what the others say, and not themselves', async () => {
    const [one, other, third] = [worker(), worker(), worker()]
    const heard: [string, Snapshot][] = []
    for (const [name, { store }] of Object.entries({ one, other, third }))
      store.channel.listen((snapshot) => heard.push([name, snapshot]))
    const snapshot = { instance: 'one', signals: { deployment: { cooldown: { untilMs: 5 } } } }
    await one.store.channel.publish(snapshot)
    expect(heard).toEqual([
      ['other', snapshot],
      ['third', snapshot],
    ])
  })
})

describe('a worker that dies', () => {
  it('leaves its places at once, also those of slices', async () => {
    const [one, other] = [worker(), worker()]
    expect(await admits(one.store, 'a', slot(40, 8))).toBe(true)
    const [lease] = await one.store.lease([slot(40, 4)])
    const [renewed] = lease ? await one.store.renew([lease]) : []
    if (renewed) await one.store.giveBack([{ lease: renewed, unused: 1 }])
    expect(renewed?.granted).toBe(4)
    expect(await admits(other.store, 'b', slot(40, 30))).toBe(false)
    one.leave()
    expect(await admits(other.store, 'c', slot(40, 40))).toBe(true)
  })

  it('leaves what it had of a window counted: it may have been used', async () => {
    const [one, other] = [worker(), worker()]
    expect(await admits(one.store, 'a', rate(80, 16))).toBe(true)
    const [lease] = await one.store.lease([rate(80, 8)])
    expect(lease?.granted).toBe(8)
    one.leave()
    expect(await admits(other.store, 'b', rate(80, 57))).toBe(false)
    expect(await admits(other.store, 'c', rate(80, 56))).toBe(true)
  })

  it('is heard no more, and the others are told that it left, once', async () => {
    const [one, other] = [worker(), worker()]
    const heard: Snapshot[] = []
    other.store.channel.listen((snapshot) => heard.push(snapshot))
    await one.store.channel.publish({ instance: 'one', signals: {} })
    one.leave()
    one.leave()
    await one.store.channel.publish({ instance: 'one', signals: {} })
    expect(heard).toEqual([
      { instance: 'one', signals: {} },
      { instance: 'one', leaving: true, signals: {} },
    ])
  })

  it('is not told of twice where it said goodbye', async () => {
    const [one, other] = [worker(), worker()]
    const heard: Snapshot[] = []
    other.store.channel.listen((snapshot) => heard.push(snapshot))
    await one.store.channel.publish({ instance: 'one', signals: {} })
    await one.store.channel.publish({ instance: 'one', leaving: true, signals: {} })
    one.leave()
    expect(heard).toHaveLength(2)
  })
})

describe('a message that cannot be read', () => {
  it.each([
    { store: 'reserve', id: 1, options: [[]], holdMs: 1 },
    { store: 'reserve', id: 'a', options: [], holdMs: 1 },
    { store: 'reserve', id: 'a', options: [[{ key: 'k', amount: null, limit: 1 }]], holdMs: 1 },
    { store: 'lease', claims: {} },
    { store: 'renew', leases: [{ id: 'a', key: 'k', granted: 1 }] },
  ])('is answered with what is wrong, and nothing else happens: %j', async (message) => {
    const { wire, store } = worker()
    const answers: JsonObject[] = []
    wire.listen((answer) => answers.push(answer))
    wire.send({ ...message, ask: 7_000 })
    await clock.advance(0)
    expect(answers).toEqual([{ store: 'answer', ask: 7_000, error: expect.stringMatching(/^TypeError: Expected/) }])
    expect(await admits(store, 'b', rate(1))).toBe(true)
  })

  it('is an error of who asked', async () => {
    const { store } = worker()
    await expect(store.reserve('a', [[slot(Number.NaN)]], holdMs)).rejects.toThrow('Expected a number')
  })

  it('is let be where nobody waits, or it is somebody else’s', async () => {
    const { wire, store } = worker()
    wire.send({ store: 'settle' })
    wire.send({ store: 'say', snapshot: 'none' })
    wire.send({ store: 'unheard-of' })
    wire.send({ other: 'matters' })
    expect(await admits(store, 'b', rate(1))).toBe(true)
  })
})
