import { defineSignal, defineStrategy, type Json } from '@turnout/core'
import { ChannelHub, fails, hangs, late, pausesAfter, says, testRuntime } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { coolingOf, type Fleet, type FleetMember, fleet } from '../test-support/fleet.test.ts'
import { SoftState } from './soft-state.ts'

describe('a cooldown', () => {
  const limited = [fails('rate-limit', { retryAfterMs: 30_000 }), says('back')]
  let all: Fleet
  let [one, two]: FleetMember[] = []

  beforeEach(() => {
    all = fleet({ a: limited }, { routingStrategy: 'simple-shuffle' })
    one = all.member(['a', 'b'])
    two = all.member(['a', 'b'])
  })

  const coolA = async () => {
    for (let i = 0; i < 40 && !one?.models().includes('a'); i++) await one?.ask().catch(() => {})
    expect(one?.models()).toContain('a')
  }

  it('that one instance begins holds in the others at once, not only at the next exchange', async () => {
    await coolA()
    expect(two && coolingOf(two)).toEqual([])
    await all.clock.advance(30)
    expect(two && coolingOf(two)).toEqual(['a'])
    for (let i = 0; i < 40; i++) await two?.ask()
    expect(two?.models()).not.toContain('a')
  })

  it('is heard of by an instance that starts later', async () => {
    await coolA()
    await all.clock.advance(300)
    const late = all.member(['a', 'b'])
    await all.clock.advance(250)
    expect(coolingOf(late)).toEqual(['a'])
  })

  it('is told again where the channel was cut', async () => {
    all.hub.cut()
    await coolA()
    await all.clock.advance(1_000)
    expect(two && coolingOf(two)).toEqual([])
    all.hub.mend()
    await all.clock.advance(5_200)
    expect(two && coolingOf(two)).toEqual(['a'])
  })
})

describe('a deployment that may be back', () => {
  const back = [fails('rate-limit', { retryAfterMs: 10_000 }), late(3_000, says('back'))]
  const trio = (script = back) => {
    const all = fleet({ a: script }, { allowedFails: 0, timeout: 30 })
    return { all, three: [0, 1, 2].map(() => all.member(['a'])) }
  }
  const outcome = ({ ask }: FleetMember) =>
    ask().then(
      () => 'answered',
      () => 'refused',
    )

  it('is tried out by one attempt over all instances, also where they ask at the same moment', async () => {
    const { all, three } = trio()
    await three[0]?.ask().catch(() => {})
    await all.clock.advance(10_100)
    expect(three.flatMap(coolingOf)).toEqual([])
    const answers = three.map(outcome)
    await all.clock.advance(1)
    expect(three.map(({ models }) => models().length)).toEqual([2, 0, 0])
    expect(three.map(({ router }) => router.state().deployments[0]?.onTrial)).toEqual([true, true, true])
    await all.clock.advance(3_000)
    expect(await Promise.all(answers)).toEqual(['answered', 'refused', 'refused'])
    await all.clock.advance(30)
    expect(three.map(({ router }) => router.state().deployments[0]?.onTrial)).toEqual([false, false, false])
    expect(await Promise.all(three.map(outcome).map((it) => all.clock.finish(it)))).toEqual(Array(3).fill('answered'))
  })

  it('may be tried out again while the stream that proved it goes on', async () => {
    const limited = fails('rate-limit', { retryAfterMs: 10_000 })
    const { all, three } = trio([limited, pausesAfter('I am back'), limited, says('again')])
    const [one, two, three_] = three
    await one?.ask().catch(() => {})
    await all.clock.advance(10_100)
    const stream = await one?.router.completion({ model: 'main', messages: [], stream: true })
    await all.clock.advance(100)
    expect(await (two && outcome(two))).toBe('refused')
    await all.clock.advance(10_100)
    expect(three.flatMap(coolingOf)).toEqual([])
    expect(await (three_ && outcome(three_))).toBe('answered')
    stream?.cancel()
  })

  it.each([
    ['where whoever is least bad serves', { whenAllCooling: 'least_bad' as const }, 'main'],
    ['by those who ask for it by its id', {}, 'a'],
  ])('is asked by all at once %s', async (_name, settings, model) => {
    const all = fleet({ a: back }, { allowedFails: 0, timeout: 30, ...settings })
    const three = [0, 1, 2].map(() => all.member(['a']))
    await three[0]?.ask().catch(() => {})
    await all.clock.advance(10_100)
    const answers = three.map(({ router }) => router.completion({ model, messages: [] }))
    await all.clock.advance(5_000)
    expect(await Promise.all(answers)).toHaveLength(3)
  })

  it('is tried out by another one when the first says nothing of it', async () => {
    const { all, three } = trio([fails('rate-limit', { retryAfterMs: 10_000 }), hangs()])
    const [one, two] = three
    await one?.ask().catch(() => {})
    await all.clock.advance(10_100)
    const leaving = new AbortController()
    const asked = one?.router.completion({ model: 'main', messages: [] }, { signal: leaving.signal }).catch(() => {})
    await all.clock.advance(30)
    expect(await (two && outcome(two))).toBe('refused')
    leaving.abort()
    await asked
    await all.clock.advance(30)
    void two?.ask().catch(() => {})
    await all.clock.advance(30)
    expect(two?.models()).toEqual(['a'])
  })
})

describe('instances', () => {
  const busy = (all: Fleet) => all.member(['a', 'b'])
  const leastBusy = { routingStrategy: 'least-busy' }

  it('count what runs in the others', async () => {
    const all = fleet({ a: [hangs()], b: [hangs()] }, leastBusy)
    const [one, two] = [busy(all), busy(all)]
    for (let i = 0; i < 10; i++) void one.ask().catch(() => {})
    await all.clock.advance(210)
    for (let i = 0; i < 10; i++) void two.ask().catch(() => {})
    await all.clock.advance(10)
    const models = [...one.models(), ...two.models()]
    expect(models.filter((model) => model === 'a')).toHaveLength(10)
  })

  it.each([
    ['leaves', (member: FleetMember) => member.router.close()],
    ['is not heard of for 5 s', (_: FleetMember, { hub }: Fleet) => hub.cut()],
  ])('forget what ran in one that %s', async (_name, go) => {
    const all = fleet({ a: [hangs()], b: [hangs()] }, { ...leastBusy, strategies: {} })
    const [one, two] = [all.member(['a']), busy(all)]
    for (let i = 0; i < 10; i++) void one.ask().catch(() => {})
    await all.clock.advance(210)
    expect(two.router.state().instances).toHaveLength(1)
    await go(one, all)
    await all.clock.advance(5_500)
    expect(two.router.state().instances).toHaveLength(0)
    for (let i = 0; i < 10; i++) void two.ask().catch(() => {})
    await all.clock.advance(10)
    expect(two.models().filter((model) => model === 'a')).toHaveLength(5)
  })

  it('forget what one remembered of a deployment that its configuration has no more', async () => {
    const all = fleet({ a: [hangs()], b: [hangs()] }, leastBusy)
    const [one, two] = [all.member(['a', 'b']), busy(all)]
    for (let i = 0; i < 10; i++) void one.ask().catch(() => {})
    await all.clock.advance(210)
    const { config } = one.router.generation
    const without = (id: string) => ({ ...config, deployments: config.deployments.filter((it) => it.id !== id) })
    await one.router.reload(without('a'))
    await one.router.reload(config)
    await all.clock.advance(210)
    // There, five run on b as far as is known, and nothing on a: that deployment is another one now.
    for (let i = 0; i < 5; i++) void two.ask().catch(() => {})
    await all.clock.advance(10)
    expect(two.models()).toEqual(Array(5).fill('a'))
  })

  it('forget it as well where they could not be told at first', async () => {
    const all = fleet({ a: [hangs()], b: [hangs()] }, leastBusy)
    const [one, two] = [all.member(['a', 'b']), busy(all)]
    for (let i = 0; i < 10; i++) void one.ask().catch(() => {})
    await all.clock.advance(210)
    const { config } = one.router.generation
    all.hub.cut()
    await one.router.reload({ ...config, deployments: config.deployments.filter(({ id }) => id !== 'a') })
    await all.clock.advance(3_000)
    all.hub.mend()
    await all.clock.advance(6_000)
    for (let i = 0; i < 5; i++) void two.ask().catch(() => {})
    await all.clock.advance(10)
    expect(two.models()).toEqual(Array(5).fill('a'))
  })

  it('say so for a minute, and not for ever', async () => {
    const all = fleet({ a: [hangs()] }, leastBusy)
    const one = busy(all)
    void one.ask().catch(() => {})
    await all.clock.advance(210)
    const { config } = one.router.generation
    await one.router.reload({ ...config, deployments: config.deployments.filter(({ id }) => id !== 'a') })
    await all.clock.advance(120_000)
    const tellsOfA = all.hub.said.filter(({ signals }) => signals['a']?.['in-flight'] === null)
    expect(tellsOfA).toHaveLength(13)
  })

  it('say something once a second, however seldom they are to exchange what they remember', async () => {
    const runtime = testRuntime()
    const hub = new ChannelHub(runtime.clock)
    const soft = new SoftState(hub, runtime, 60_000)
    soft.serve(new Map())
    await runtime.clock.advance(10_000)
    expect(hub.said.length).toBeGreaterThanOrEqual(10)
    expect(soft.exchangeMs).toBe(1_000)
    await soft.close()
  })

  it('say what is urgent together, where much of it happens', async () => {
    const all = fleet({ a: [fails('rate-limit', { retryAfterMs: 1 })] }, {})
    const one = all.member(['a', 'b'])
    await all.clock.advance(1_000)
    const before = all.hub.said.length
    for (let i = 0; i < 200; i++) {
      await one.ask().catch(() => {})
      await all.clock.advance(5)
    }
    expect(all.hub.said.length - before).toBeLessThanOrEqual(55)
  })

  it('say how old their word is', async () => {
    const all = fleet({}, {})
    const [one] = [busy(all), busy(all)]
    await all.clock.advance(3_300)
    const { instance, instances, store } = one.router.state()
    expect(instances).toEqual([{ id: expect.not.stringMatching(`^${instance}$`), heardMsAgo: store.stalenessMs }])
    expect(store).toMatchObject({ shared: true, status: 'ok', exchangeMs: 200 })
    expect(store.stalenessMs).toBeLessThanOrEqual(1_200)
  })

  it('say little where nothing happens: that they are there, once a second', async () => {
    const all = fleet({}, {})
    busy(all)
    await all.clock.advance(1_000)
    const before = all.hub.said.length
    await all.clock.advance(10_000)
    expect(all.hub.said.length - before).toBeLessThanOrEqual(10)
  })

  it('leave no timer behind', async () => {
    const all = fleet({}, {})
    const [one, two] = [busy(all), busy(all)]
    await all.clock.advance(1_000)
    await Promise.all([one.router.close(), two.router.close()])
    await all.clock.advance(10)
    expect(all.clock.pending).toBe(0)
  })

  it('go on when a signal of somebody else throws', async () => {
    const broken = defineSignal<number>({
      name: 'broken',
      bind: () => ({
        value: () => 0,
        export(): Json {
          throw new Error('mine')
        },
        merge() {
          throw new Error('mine too')
        },
      }),
    })
    const strategy = defineStrategy({ name: 'own', needs: { broken }, select: ([first]) => first.deployment })
    const all = fleet({ a: [fails('rate-limit', { retryAfterMs: 30_000 })] }, {})
    const [one, two] = [all.member(['a', 'b'], { strategy }), all.member(['a', 'b'], { strategy })]
    await one.ask().catch(() => {})
    await all.clock.advance(250)
    expect(coolingOf(two)).toEqual(['a'])
  })

  it('never say more than 500 deployments in one message', async () => {
    const names = Array.from({ length: 600 }, (_, i) => `m${i}`)
    const all = fleet(Object.fromEntries(names.map((name) => [name, [fails('quota')]])), {
      numRetries: 700,
      retryBudget: false,
    })
    const [one, two] = [all.member(names), all.member(names)]
    await all.clock.finish(one.ask().catch(() => {}))
    await all.clock.advance(250)
    expect(Math.max(...all.hub.said.map(({ signals }) => Object.keys(signals).length))).toBe(500)
    expect(coolingOf(two)).toHaveLength(600)
  })
})
