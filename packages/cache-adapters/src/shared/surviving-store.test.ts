import type { Actual, Channel, Claim, Claims, NonEmpty, Reservation, StateStore, StoreReport } from '@turnout/core'
import { seededRandom, TestClock } from '@turnout/testing'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../memory/memory-store.ts'
import type { RemoteStore } from './remote-store.ts'
import { type SurvivingOptions, SurvivingStore } from './surviving-store.ts'

/** `mute`: it does what it is told, and its answers are lost; `flaky`: some. `frozen`: it does all later, in order. */
type State = 'up' | 'down' | 'mute' | 'flaky' | 'frozen'

const timeoutMs = 50
const holdMs = 60_000

/** What several instances have in common. */
class Server {
  readonly clock: TestClock
  store: StateStore
  #cancelled = new Set<string>()

  constructor(clock: TestClock) {
    this.clock = clock
    this.store = memoryStore(clock)
  }

  comesBackEmpty(): void {
    this.store = memoryStore(this.clock)
    this.#cancelled.clear()
  }

  reserve = async (id: string, options: NonEmpty<Claims>, ms: number): Promise<Reservation> =>
    this.#cancelled.has(id) ? { earliestMs: 0 } : this.store.reserve(id, options, ms)

  async cancel(id: string, options: NonEmpty<Claims>): Promise<void> {
    this.#cancelled.add(id)
    await this.store.settle(
      id,
      options.flat().map(({ key }) => ({ key, amount: 0 })),
    )
  }

  async adopt(id: string, claims: Claims, ms: number): Promise<void> {
    await this.store.reserve(id, [claims.map((claim) => ({ ...claim, limit: Infinity }))], ms)
  }

  /** How much of it counts. */
  async used(key: string, windowMs?: number): Promise<number> {
    let [low, high] = [0, 1_000_000]
    while (low < high) {
      const amount = Math.ceil((low + high) / 2)
      const claim: Claim = { key, amount, limit: 1_000_000, ...(windowMs === undefined ? {} : { windowMs }) }
      const id = `outsider-${++count}`
      const given = await this.store.reserve(id, [[claim]], holdMs)
      await this.store.settle(id, [{ key, amount: 0 }])
      if ('chosen' in given) low = amount
      else high = amount - 1
    }
    return 1_000_000 - low
  }
}

/** One instance's connection. */
class Connection implements RemoteStore {
  state: State = 'up'
  readonly calls: string[] = []
  readonly #server: Server
  readonly #random: () => number
  readonly #queue: (() => void)[] = []

  /** Answers within a millisecond, or within as many as chance says. */
  constructor(server: Server, random: () => number = () => 0) {
    this.#server = server
    this.#random = random
  }

  thaw(): void {
    this.state = 'up'
    for (const run of this.#queue.splice(0)) run()
  }

  #do<T>(name: string, step: () => Promise<T>): Promise<T> {
    this.calls.push(name)
    const { clock } = this.#server
    return new Promise<T>((resolve, reject) => {
      const isMute = this.state === 'mute' || (this.state === 'flaky' && this.#random() < 0.3)
      if (this.state === 'down') return reject(new Error('refused'))
      clock.timer(timeoutMs, () => reject(new Error('timed out')))
      const run = (): void =>
        void step().then((answer) => isMute || clock.timer(1 + 20 * this.#random() ** 3, () => resolve(answer)))
      clock.timer(1, () => {
        if (this.state === 'frozen') this.#queue.push(run)
        else if (this.state !== 'down') run()
      })
    })
  }

  reserve = (id: string, options: NonEmpty<Claims>, ms: number) =>
    this.#do('reserve', () => this.#server.reserve(id, options, ms))
  peek = (claims: Claims) => this.#do('peek', async () => (await this.#server.store.peek?.(claims)) ?? [])
  settle = (id: string, actuals: readonly Actual[]) => this.#do('settle', () => this.#server.store.settle(id, actuals))
  cancel = (id: string, options: NonEmpty<Claims>) => this.#do('cancel', () => this.#server.cancel(id, options))
  adopt = (id: string, claims: Claims, ms: number) => this.#do('adopt', () => this.#server.adopt(id, claims, ms))
  probe = () => this.#do('probe', async () => {})
  lease: StateStore['lease'] = (claims) => this.#do('lease', () => this.#server.store.lease(claims))
  giveBack: StateStore['giveBack'] = (spent) => this.#do('giveBack', () => this.#server.store.giveBack(spent))
  charge: StateStore['charge'] = (charges) => {
    for (const { amount } of charges) expect(amount).toBeGreaterThan(0)
    return this.#do('charge', () => this.#server.store.charge(charges))
  }
  readonly channel: Channel = {
    publish: () => this.#do('publish', async () => {}),
    listen: () => () => this.calls.push('deaf'),
  }
  renew: StateStore['renew'] = (leases) => this.#do('renew', () => this.#server.store.renew(leases))
  close = async () => void this.calls.push('close')
}

const windowMs = 60_000
const rate = (limit: number, amount = 1): Claim => ({ key: 'rate', amount, limit, windowMs })
const slot = (limit: number): Claim => ({ key: 'slots', amount: 1, limit })

let count = 0
let clock: TestClock
let server: Server
let remote: Connection
let reports: StoreReport[]

beforeEach(() => {
  clock = new TestClock()
  server = new Server(clock)
  remote = new Connection(server)
  reports = []
})

function survivor(options: Partial<SurvivingOptions> = {}, over = remote): SurvivingStore {
  const store = new SurvivingStore(over, {
    ...{ clock, id: () => `charge-${++count}`, onStoreError: 'share', part: () => ({ count: 1, rank: 0 }) },
    reasonOf: (error) => (error instanceof Error ? error.message : 'unknown'),
    connected: Promise.resolve(),
    ...options,
  })
  store.watch((report) => reports.push(report))
  return store
}

/** One that has been found, and told of nothing. */
async function found(options: Partial<SurvivingOptions> = {}, over = remote): Promise<SurvivingStore> {
  const store = survivor(options, over)
  await clock.finish(store.ready)
  over.calls.length = 0
  return store
}

const ask = (store: StateStore, ...claims: NonEmpty<Claim>) => store.reserve(`attempt-${++count}`, [claims], holdMs)

/** How many of so many attempts a store that is lost admits. */
function admitted(store: SurvivingStore, claim: Claim, of: number): number {
  const answers = Array.from({ length: of }, () => ask(store, claim))
  for (const answer of answers) expect(answer).not.toBeInstanceOf(Promise)
  return answers.filter((answer) => 'chosen' in answer).length
}

/** Three that fail at once. */
async function lose(store: SurvivingStore, state: State = 'down'): Promise<void> {
  remote.state = state
  await clock.finish(Promise.all([1, 2, 3].map(() => store.lease([rate(1)]))))
  expect(store.isLost).toBe(true)
  remote.calls.length = 0
}

describe('SurvivingStore while the store is lost', () => {
  it('admits a share of every limit, and all shares together are the limit', async () => {
    const stores = [0, 1, 2].map((rank) =>
      survivor({ connected: new Promise(() => {}), part: () => ({ count: 3, rank }) }),
    )
    expect(stores.map((store) => admitted(store, rate(10), 20))).toEqual([4, 3, 3])
    expect(stores.map((store) => admitted(store, slot(2), 20))).toEqual([1, 1, 0])
  })

  it('does not give away again the places that this instance holds', async () => {
    const store = await found()
    const ids = ['a', 'b', 'c']
    await clock.finish(Promise.all(ids.map((id) => store.reserve(id, [[slot(8), rate(1_000)]], holdMs))))
    const [lease] = await clock.finish(store.lease([{ ...slot(32), amount: 3 }]))
    await lose(store)
    expect(admitted(store, slot(8), 9)).toBe(2)
    await store.settle('a', [])
    expect(admitted(store, slot(8), 9)).toBe(1)
    if (lease) for (let i = 0; i < 2; i++) await store.giveBack([{ lease, unused: 2 }])
    expect(admitted(store, slot(8), 9)).toBe(2)
    expect(admitted(store, rate(50), 60)).toBe(50)
    await clock.advance(holdMs - 1)
    expect(admitted(store, slot(8), 9)).toBe(2)
    await clock.advance(holdMs)
    expect(admitted(store, slot(8), 9)).toBe(7)
  })

  it('counts its part as of when it was lost', async () => {
    const asked: number[] = []
    const store = await found({ part: (asOfMs) => ({ count: asked.push(asOfMs), rank: 0 }) })
    await lose(store)
    const lostMs = clock.monotonicMs()
    await clock.advance(700)
    ask(store, rate(10))
    expect(asked).toEqual([lostMs])
  })

  it('says of what no share has room for that it may fit soon', async () => {
    const store = survivor({ connected: new Promise(() => {}), part: () => ({ count: 3, rank: 0 }) })
    expect(ask(store, rate(10, 5))).toEqual({ earliestMs: 1_000 })
  })

  it('tells what is taken here, and what is the others’ to take, without a wait', async () => {
    const store = await found({ part: () => ({ count: 2, rank: 0 }) })
    const running = store.reserve('before', [[slot(8), rate(1_000)]], holdMs)
    await clock.finish(Promise.resolve(running))
    expect(await clock.finish(store.peek([rate(10), slot(8)]))).toEqual([1, 1])
    await lose(store, 'frozen')
    expect(admitted(store, rate(10), 3)).toBe(3)
    expect(await store.peek([rate(10), slot(8), { ...slot(3), key: 'probe', whole: true }])).toEqual([8, 5, 0])
    expect(remote.calls).not.toContain('peek')
    expect([admitted(store, rate(10), 5), admitted(store, slot(8), 5)]).toEqual([2, 3])
  })

  it('tells that nothing is taken under `open`, and all of it under `closed`', async () => {
    const told = (onStoreError: 'open' | 'closed') => {
      const store = survivor({ onStoreError, connected: new Promise(() => {}) })
      for (let i = 0; i < 3; i++) ask(store, rate(2))
      return store.peek([rate(2), { ...slot(3), whole: true }])
    }
    expect([await told('open'), await told('closed')]).toEqual([
      [0, 0],
      [2, 0],
    ])
  })

  it('admits everything under `open`, and nothing under `closed`', async () => {
    const [open, closed] = (['open', 'closed'] as const).map((onStoreError) =>
      survivor({ onStoreError, connected: new Promise(() => {}) }),
    )
    expect(open && admitted(open, rate(10), 20)).toBe(20)
    expect(closed && ask(closed, rate(10))).toEqual({ earliestMs: 1_000 })
  })

  it('answers the same attempt as before, and takes nothing twice', async () => {
    const store = survivor({ onStoreError: 'share', connected: new Promise(() => {}) })
    await ask(store, slot(1))
    const options: NonEmpty<Claims> = [[slot(1)], [rate(2)]]
    for (let i = 0; i < 3; i++) expect(store.reserve('same', options, holdMs)).toEqual({ chosen: 1 })
    expect(admitted(store, rate(2), 5)).toBe(1)
  })

  it('asks it for nothing but whether it is back, once a second', async () => {
    const store = await found()
    await lose(store, 'frozen')
    for (let i = 0; i < 100; i++) {
      ask(store, rate(1_000), slot(1_000))
      expect(await store.lease([rate(1_000)])).toEqual([])
      expect(await store.renew([])).toEqual([])
      await store.giveBack([])
      await store.settle(`attempt-${count}`, [])
      await clock.advance(100)
    }
    expect(new Set(remote.calls)).toEqual(new Set(['probe']))
    expect(remote.calls.length).toBeGreaterThanOrEqual(9)
    expect(remote.calls.length).toBeLessThanOrEqual(10)
  })
})

describe('SurvivingStore when the store fails', () => {
  it('waits for it no longer than it takes to fail, once also where a request asks twice', async () => {
    const store = await found()
    remote.state = 'mute'
    const startMs = clock.monotonicMs()
    const first = store.reserve('one', [[rate(0)]], holdMs)
    expect(await clock.finish(Promise.resolve(first))).toEqual({ earliestMs: 1_000 })
    expect(clock.monotonicMs() - startMs).toBe(timeoutMs)
    expect(store.reserve('one', [[rate(10)]], holdMs)).toEqual({ chosen: 0 })
  })

  it('says itself what is taken when the store does not in time', async () => {
    const store = await found()
    await clock.finish(Promise.resolve(ask(store, slot(8), rate(10))))
    remote.state = 'mute'
    const startMs = clock.monotonicMs()
    expect(await clock.finish(store.peek([slot(8), rate(10)]))).toEqual([1, 0])
    expect(clock.monotonicMs() - startMs).toBe(timeoutMs)
  })

  it('asks it again after one failure, and takes back what it may have reserved', async () => {
    const store = await found()
    remote.state = 'mute'
    expect(await clock.finish(Promise.resolve(ask(store, rate(10), slot(10))))).toEqual({ chosen: 0 })
    remote.state = 'up'
    expect(await server.used('rate', windowMs)).toBe(1)
    expect(ask(store, rate(10))).toBeInstanceOf(Promise)
    await clock.advance(200)
    expect(await server.used('rate', windowMs)).toBe(2)
    expect(await server.used('slots')).toBe(1)
    expect(reports).toEqual([])
  })

  it('takes back what it does late', async () => {
    const store = await found({ part: () => ({ count: 2, rank: 0 }) })
    remote.state = 'frozen'
    const lost = ask(store, rate(10, 8))
    expect(await clock.finish(Promise.resolve(lost))).toEqual({ earliestMs: 1_000 })
    await clock.advance(20_000)
    remote.thaw()
    await clock.advance(2_000)
    expect(remote.calls).toContain('cancel')
    expect(await server.used('rate', windowMs)).toBe(0)
  })

  it('tells of each loss once, and of each return once', async () => {
    const store = await found()
    for (let i = 0; i < 3; i++) {
      await lose(store, 'mute')
      await clock.advance(10_000)
      remote.thaw()
      await clock.advance(2_000)
      expect(store.isLost).toBe(false)
    }
    expect(reports.map(({ status }) => status)).toEqual(['lost', 'back', 'lost', 'back', 'lost', 'back'])
    expect(reports[0]).toEqual({ status: 'lost', reason: 'timed out' })
    expect(reports[1]).toMatchObject({ lostMs: expect.closeTo(10_500, -3) })
  })

  it('is lost after five failures in a row, however slow they come', async () => {
    const store = await found()
    remote.state = 'down'
    for (let i = 0; i < 4; i++) {
      await store.lease([rate(1)])
      await clock.advance(700)
    }
    expect(store.isLost).toBe(false)
    await store.lease([rate(1)])
    expect(store.isLost).toBe(true)
  })

  it('is noticed to be lost where there are only messages, and says of each whether it was sent', async () => {
    const store = await found()
    const publish = () => clock.finish(Promise.resolve(store.channel?.publish({ instance: 'a', signals: {} })))
    await publish()
    remote.state = 'down'
    for (let i = 0; i < 4; i++) {
      await expect(publish()).rejects.toThrow('refused')
      await clock.advance(990)
    }
    expect(store.isLost).toBe(false)
    await expect(publish()).rejects.toThrow('refused')
    expect(reports).toEqual([{ status: 'lost', reason: 'refused' }])
    for (let i = 0; i < 9; i++) await expect(publish()).rejects.toThrow('refused')
    expect(remote.calls.filter((call) => call === 'publish')).toHaveLength(15)
    remote.state = 'up'
    await publish()
    expect(store.isLost).toBe(true)
    store.channel?.listen(() => {})()
    expect(remote.calls.at(-1)).toBe('deaf')
  })

  it('is not lost for messages that fail now and then', async () => {
    const store = await found()
    for (let i = 0; i < 20; i++) {
      remote.state = i % 2 === 0 ? 'up' : 'down'
      const sent = store.channel?.publish({ instance: 'a', signals: {} })
      await clock.finish(Promise.resolve(sent?.catch(() => {})))
      await clock.advance(700)
    }
    expect(reports).toEqual([])
  })

  it('is not lost when it could not be reached at first, once it can be', async () => {
    remote.state = 'down'
    const store = survivor({ connected: Promise.reject(new Error('no such host')) })
    await clock.finish(store.ready)
    await clock.advance(5_000)
    expect(reports).toEqual([{ status: 'lost', reason: 'no such host' }])
    const late: StoreReport[] = []
    store.watch((report) => late.push(report))
    expect(late).toEqual([{ status: 'lost', reason: 'no such host' }])
    remote.state = 'up'
    await clock.advance(1_100)
    expect(reports.map(({ status }) => status)).toEqual(['lost', 'back'])
    expect(await clock.finish(Promise.resolve(ask(store, rate(1))))).toEqual({ chosen: 0 })
    expect(await server.used('rate', windowMs)).toBe(1)
  })

  it('says nothing of the time before its first connection', async () => {
    let connect = (): void => {}
    const store = survivor({ connected: new Promise<void>((resolve) => (connect = resolve)) })
    await clock.advance(3_000)
    expect(store.isLost).toBe(true)
    connect()
    await clock.finish(store.ready)
    expect([store.isLost, reports]).toEqual([false, []])
  })

  it('warns once of a store that may not keep what it is to keep, also after a first connection that failed', async () => {
    const riskOf = async () => 'it evicts'
    const store = survivor({ riskOf, connected: Promise.reject(new Error('no')) })
    await clock.advance(5_000)
    await lose(store)
    remote.state = 'up'
    await clock.advance(2_000)
    expect(reports.filter(({ status }) => status === 'warned')).toEqual([{ status: 'warned', reason: 'it evicts' }])
  })

  it('does not mind that nobody knows of a risk', async () => {
    const store = survivor({ riskOf: () => Promise.reject(new Error('no')) })
    await clock.advance(10)
    expect([store.isLost, reports]).toEqual([false, []])
  })
})

describe('SurvivingStore when the store is back', () => {
  it('tells it first what was admitted meanwhile', async () => {
    const store = await found()
    await lose(store)
    expect(admitted(store, rate(10), 20)).toBe(10)
    remote.state = 'up'
    await clock.advance(1_100)
    expect(store.isLost).toBe(false)
    expect(await clock.finish(Promise.resolve(ask(store, rate(10))))).toMatchObject({ earliestMs: expect.any(Number) })
    expect(await server.used('rate', windowMs)).toBe(10)
  })

  it('tells it what was really used', async () => {
    const store = await found()
    await lose(store)
    for (const id of ['less', 'more']) store.reserve(id, [[rate(1_000, 50)]], holdMs)
    await store.settle('less', [{ key: 'rate', amount: 10 }])
    remote.state = 'up'
    await clock.advance(1_100)
    expect(await server.used('rate', windowMs)).toBe(60)
    await store.settle('more', [{ key: 'rate', amount: 70 }])
    await clock.advance(200)
    expect(await server.used('rate', windowMs)).toBe(80)
  })

  it('has it hold the places of what still runs, until that is over', async () => {
    const store = await found()
    await lose(store)
    store.reserve('long', [[slot(5), rate(5)]], holdMs)
    remote.state = 'up'
    await clock.advance(1_100)
    expect(await server.used('slots')).toBe(1)
    await store.settle('long', [])
    await clock.advance(200)
    expect(await server.used('slots')).toBe(0)
    expect(await server.used('rate', windowMs)).toBe(1)
  })

  it('has it hold places again where nobody knows whether it does', async () => {
    const store = await found()
    await lose(store)
    for (const id of ['long', 'short']) store.reserve(id, [[slot(5)]], holdMs)
    remote.state = 'up'
    await clock.advance(994)
    expect(remote.calls).toEqual([])
    await clock.advance(7)
    expect(remote.calls).toContain('probe')
    remote.state = 'down'
    await clock.advance(1_000)
    await store.settle('short', [])
    remote.state = 'up'
    await clock.advance(1_100)
    expect([store.isLost, await server.used('slots')]).toEqual([false, 1])
  })

  it('holds a place that was in doubt once', async () => {
    const store = await found()
    remote.state = 'mute'
    await clock.finish(Promise.resolve(store.reserve('doubtful', [[slot(5)]], holdMs)))
    remote.state = 'up'
    await clock.advance(500)
    expect(await server.used('slots')).toBe(1)
    await store.settle('doubtful', [])
    await clock.advance(500)
    expect(await server.used('slots')).toBe(0)
  })

  it('tells it what ended meanwhile', async () => {
    const store = await found()
    const given = store.reserve('before', [[slot(5), rate(100, 50)]], holdMs)
    await clock.finish(Promise.resolve(given))
    await lose(store)
    await store.settle('before', [{ key: 'rate', amount: 20 }])
    remote.state = 'up'
    await clock.advance(1_100)
    expect([await server.used('slots'), await server.used('rate', windowMs)]).toEqual([0, 20])
  })

  it('does not have it hold what nobody settled in time', async () => {
    const store = await found()
    await lose(store)
    store.reserve('forgotten', [[slot(5)]], 500)
    remote.state = 'up'
    await clock.advance(2_000)
    expect(remote.calls).not.toContain('adopt')
    expect(clock.pending).toBe(0)
  })

  it('is back also under a load that never ends', async () => {
    const store = await found()
    await lose(store)
    remote.state = 'up'
    for (let i = 0; i < 1_200; i++) {
      ask(store, rate(1_000_000))
      await clock.advance(1)
    }
    expect(store.isLost).toBe(false)
    await clock.advance(300)
    expect(await server.used('rate', windowMs)).toBe(1_200)
  })

  it('tells it of debts in batches, and only then', async () => {
    const store = await found()
    for (let i = 0; i < 100; i++) await store.charge([{ id: `${i}`, key: 'rate', amount: 2, endsInMs: windowMs }])
    await clock.advance(200)
    expect(remote.calls).toEqual(['charge'])
    expect(await server.used('rate', windowMs)).toBe(200)
    expect(clock.pending).toBe(0)
  })

  it('tells it the rest before it closes', async () => {
    const store = await found()
    await store.charge([{ id: 'debt', key: 'rate', amount: 2, endsInMs: windowMs }])
    await clock.finish(store.close())
    expect(remote.calls).toEqual(['charge', 'close'])
    await clock.advance(5_000)
    expect(clock.pending).toBe(0)
  })

  it('tells it before it closes also what came while it was being told', async () => {
    const store = await found()
    await store.charge([{ id: 'debt', key: 'rate', amount: 2, endsInMs: windowMs }])
    clock.timer(1, () => store.charge([{ id: 'late', key: 'rate', amount: 3, endsInMs: windowMs }]))
    await clock.finish(store.close())
    expect(remote.calls).toEqual(['charge', 'charge', 'close'])
    expect(await server.used('rate', windowMs)).toBe(5)
  })

  it('does not look for a store after it was closed', async () => {
    const store = await found()
    await lose(store)
    await store.close()
    await clock.advance(5_000)
    expect(remote.calls).toEqual(['close'])
    expect(clock.pending).toBe(0)
  })
})

interface Seen {
  readonly askedMs: number
  readonly answeredMs: number
  readonly tokens: number
  used: number
}

/** Two instances on their own connections to one server, their requests, and what goes wrong. */
class World {
  readonly clock = new TestClock()
  readonly server = new Server(this.clock)
  readonly connections: readonly Connection[]
  readonly seen: Seen[] = []
  readonly reports: StoreReport['status'][][] = [[], []]
  readonly #stores: readonly SurvivingStore[]
  readonly #random: () => number
  readonly #windowMs: number
  readonly #limit: number

  constructor(seed: number, forMs: number, limit: number, onStoreError: SurvivingOptions['onStoreError']) {
    this.#random = seededRandom(seed)
    this.#windowMs = forMs
    this.#limit = limit
    this.connections = [0, 1].map(() => new Connection(this.server, this.#random))
    this.#stores = this.connections.map((connection, rank) => {
      const { clock } = this
      const part = () => ({ count: 2, rank })
      const store = survivor({ clock, onStoreError, part }, connection)
      store.watch(({ status }) => this.reports[rank]?.push(status))
      return store
    })
  }

  get isLost(): boolean {
    return this.#stores.some(({ isLost }) => isLost)
  }

  async serve(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += 10) {
      for (const store of this.#stores) if (this.#random() < 0.4) void this.#request(store)
      await this.clock.advance(10)
    }
  }

  /** Some ask twice, like a router whose first choice is full. */
  async #request(store: SurvivingStore): Promise<void> {
    const id = `attempt-${++count}`
    const tokens = 1 + Math.floor(this.#random() * 20)
    const claims: Claims = [
      { key: 'requests', amount: 1, limit: this.#limit, windowMs: this.#windowMs },
      { key: 'tokens', amount: tokens, limit: this.#limit * 10, windowMs: this.#windowMs },
      { key: 'places', amount: 1, limit: this.#limit },
    ]
    const askedMs = this.clock.monotonicMs()
    const full = { key: 'full', amount: 1, limit: this.#random() < 0.5 ? 0 : 1_000_000 }
    let given = await store.reserve(id, [[...claims, full]], holdMs)
    if (!('chosen' in given)) given = await store.reserve(id, [claims, claims.slice(0, 2)], holdMs)
    if (!('chosen' in given)) return
    const used = Math.floor(this.#random() * 25)
    const one = { askedMs, answeredMs: this.clock.monotonicMs(), tokens, used }
    this.seen.push(one)
    await this.clock.sleep(Math.floor(this.#random() ** 2 * 3_000))
    await store.settle(id, [{ key: 'tokens', amount: used }])
  }

  /** The most that was taken in any window of those that begin at such times. */
  most(isIn: (startMs: number) => boolean, taken: (one: Seen) => number): number {
    const sums = this.seen
      .filter(({ askedMs }) => isIn(askedMs))
      .map(({ askedMs: startMs }) =>
        this.seen
          .filter(({ askedMs, answeredMs }) => askedMs >= startMs && answeredMs < startMs + this.#windowMs)
          .reduce((sum, one) => sum + taken(one), 0),
      )
    return Math.max(0, ...sums)
  }
}

const fault = fc.record({
  state: fc.constantFrom<State>('down', 'mute', 'flaky', 'frozen'),
  which: fc.constantFrom([0], [1], [0, 1]),
  forMs: fc.oneof(fc.integer({ min: 10, max: 200 }), fc.integer({ min: 200, max: 4_000 })),
  thenMs: fc.oneof(fc.nat(300), fc.nat(2_500)),
})
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

/** Returns the times at which something was wrong. */
async function suffer(world: World, faults: readonly Fault[]): Promise<readonly { fromMs: number; toMs: number }[]> {
  const times: { fromMs: number; toMs: number }[] = []
  await world.serve(500)
  for (const { state, which, forMs, thenMs } of faults) {
    const fromMs = world.clock.monotonicMs()
    for (const at of which) if (world.connections[at]) world.connections[at].state = state
    await world.serve(forMs)
    for (const at of which) world.connections[at]?.thaw()
    times.push({ fromMs, toMs: world.clock.monotonicMs() })
    await world.serve(thenMs)
  }
  return times
}

/** A while later it is down, and comes back without its memory. */
async function restart(world: World): Promise<{ fromMs: number; toMs: number }> {
  await world.serve(4_000)
  const fromMs = world.clock.monotonicMs()
  for (const connection of world.connections) connection.state = 'down'
  await world.serve(700)
  world.server.comesBackEmpty()
  for (const connection of world.connections) connection.thaw()
  return { fromMs, toMs: world.clock.monotonicMs() }
}

const faults = fc.array(fault, { minLength: 1, maxLength: 4 })
const seed = fc.integer({ min: 0, max: 2 ** 31 })

describe('SurvivingStore, whatever goes wrong', () => {
  it('has charged every attempt exactly once when it is quiet, holds nothing, and has nothing to tell', async () => {
    const policy = fc.constantFrom<SurvivingOptions['onStoreError']>('share', 'open', 'closed')
    const limit = fc.constantFrom(30, 100_000)
    const property = fc.asyncProperty(faults, seed, limit, policy, async (some, from, of, onStoreError) => {
      const world = new World(from, 600_000, of, onStoreError)
      await suffer(world, some)
      await world.clock.advance(8_000)
      expect(world.isLost).toBe(false)
      expect(await world.server.used('places')).toBe(0)
      expect(await world.server.used('requests', 600_000)).toBe(world.seen.length)
      const used = world.seen.reduce((sum, one) => sum + one.used, 0)
      expect(await world.server.used('tokens', 600_000)).toBe(used)
      for (const told of world.reports)
        expect(told).toEqual(told.map((_, index) => (index % 2 === 0 ? 'lost' : 'back')))
      expect(world.clock.pending).toBe(0)
      for (const { calls } of world.connections) calls.length = 0
      await world.clock.advance(10_000)
      expect(world.connections.flatMap(({ calls }) => calls)).toEqual([])
    })
    await fc.assert(property, { numRuns: 100 })
  }, 60_000)

  it('admits twice a limit at most around an outage, and no more than it otherwise', async () => {
    const property = fc.asyncProperty(faults, seed, fc.boolean(), async (some, from, isEmptied) => {
      const world = new World(from, 1_000, 21, 'share')
      const times = [...(await suffer(world, some))]
      if (isEmptied) times.push(await restart(world))
      await world.serve(5_000)
      const isQuiet = (startMs: number) =>
        times.every(({ fromMs, toMs }) => startMs + 1_000 <= fromMs || startMs >= toMs + 1_300)
      const [requests, tokens] = [() => 1, (one: Seen) => Math.min(one.tokens, one.used)]
      expect(world.most(isQuiet, requests)).toBeLessThanOrEqual(21)
      expect(world.most(isQuiet, tokens)).toBeLessThanOrEqual(210)
      expect(world.most(() => true, requests)).toBeLessThanOrEqual(42)
      expect(world.most(() => true, tokens)).toBeLessThanOrEqual(420)
    })
    await fc.assert(property, { numRuns: 100 })
  }, 60_000)
})
