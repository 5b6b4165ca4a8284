import type { Claim, Claims, Clock, NonEmpty, Reservation, StateStore } from '@turnout/core'
import { seededRandom, TestClock } from '@turnout/testing'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../memory/memory-store.ts'
import { LeasedStore } from './leased-store.ts'

const holdMs = 60_000
const rate = (limit: number, amount = 1): Claim => ({ key: 'rate', amount, limit, windowMs: 60_000 })
const slot = (limit: number, amount = 1): Claim => ({ key: 'slots', amount, limit })

interface Wire {
  readonly clock: Clock
  /** How long a way takes, in ms. */
  readonly delayMs: () => number
  /** Whether what is sent arrives, and whether its answer does. */
  readonly arrives?: () => boolean
}

type Call = keyof StateStore

/** A store at the other end of a wire: what is sent arrives later, in order, and so do the answers. */
function remoteOf(store: StateStore, { clock, delayMs, arrives = () => true }: Wire, calls: Call[] = []): StateStore {
  let arrivesMs = 0
  let answersMs = 0
  let isClosed = false
  const send =
    <A extends readonly unknown[], T>(name: Call, step: (...args: A) => T | Promise<T>) =>
    async (...args: A): Promise<T> => {
      calls.push(name)
      if (isClosed) throw new Error('closed')
      arrivesMs = Math.max(arrivesMs, clock.monotonicMs() + delayMs())
      await clock.sleep(arrivesMs - clock.monotonicMs())
      if (!arrives()) throw new Error('lost')
      const answer = await step(...args)
      answersMs = Math.max(answersMs, clock.monotonicMs() + delayMs())
      await clock.sleep(answersMs - clock.monotonicMs())
      if (!arrives()) throw new Error('lost')
      return answer
    }
  return {
    ...{ reserve: send('reserve', store.reserve), settle: send('settle', store.settle) },
    ...{ lease: send('lease', store.lease), giveBack: send('giveBack', store.giveBack) },
    ...{ charge: send('charge', store.charge), renew: send('renew', store.renew) },
    ...(store.peek ? { peek: send('peek', store.peek) } : {}),
    close: async () => {
      isClosed = true
    },
  }
}

let clock: TestClock
let store: StateStore
let calls: Call[]
let count = 0

beforeEach(() => {
  clock = new TestClock()
  store = memoryStore(clock)
  calls = []
})

const processOn = (wire: Partial<Wire> = {}): LeasedStore =>
  new LeasedStore(remoteOf(store, { clock, delayMs: () => 1, ...wire }, calls), clock)

const ask = (from: StateStore, ...claims: NonEmpty<Claim>): [string, Reservation | Promise<Reservation>] => {
  const id = `attempt-${++count}`
  return [id, from.reserve(id, [claims], holdMs)]
}

/** How much of it an outsider can take at this moment. */
async function free(claim: Claim, of = store): Promise<number> {
  let [low, high] = [0, claim.limit]
  while (low < high) {
    const amount = Math.ceil((low + high) / 2)
    const id = `outsider-${++count}`
    const given = await of.reserve(id, [[{ ...claim, amount }]], holdMs)
    await of.settle(id, [{ key: claim.key, amount: 0 }])
    if ('chosen' in given) low = amount
    else high = amount - 1
  }
  return low
}

/** So many attempts, one every so many ms, each over after a while. Returns how many were admitted. */
async function load(from: StateStore, claims: NonEmpty<Claim>, attempts: number, everyMs = 10): Promise<number> {
  let admitted = 0
  for (let i = 0; i < attempts; i++) {
    const [id, answer] = ask(from, ...claims)
    Promise.resolve(answer).then((given) => {
      if (!('chosen' in given)) return
      admitted++
      clock.timer(50, () => from.settle(id, []))
    })
    await clock.advance(everyMs)
  }
  return admitted
}

describe('LeasedStore', () => {
  it('answers at once while a slice lasts, and asks the store nothing on the way', async () => {
    const leased = processOn({ delayMs: () => 20 })
    await load(leased, [rate(60_000), slot(1_000)], 30)
    calls.length = 0
    expect(ask(leased, rate(60_000), slot(1_000))[1]).toEqual({ chosen: 0 })
    expect(calls).toEqual([])
  })

  it('goes by a lower limit from the first attempt on that knows of it, also under load', async () => {
    const leased = processOn()
    const before = await load(leased, [rate(60_000), slot(1_000)], 100, 5)
    expect(before).toBe(100)
    expect(await load(leased, [rate(150), slot(1_000)], 100, 5)).toBe(50)
    await clock.advance(3_000)
    expect(await free(slot(1_000))).toBe(1_000)
  })

  it('keeps of a slice of places what is in use when the limit falls, and no more', async () => {
    const leased = processOn()
    await load(leased, [slot(1_000)], 100, 5)
    const [id] = ask(leased, slot(1_000))
    ask(leased, slot(20))
    await clock.advance(200)
    expect(await free(slot(1_000))).toBe(999)
    await clock.advance(30_000)
    expect(await free(slot(1_000))).toBe(999)
    await leased.settle(id, [])
    await clock.advance(200)
    expect(await free(slot(1_000))).toBe(1_000)
  })

  it('looks for more options only where it has to ask, and asks once for all', async () => {
    const leased = processOn()
    const more = () => ({ options: [[{ ...rate(5), key: 'other' }]], holdMs })
    const never = (): never => {
      throw new Error('nobody needs more')
    }
    const asked = Promise.resolve(leased.reserve('first', [[rate(0)]], holdMs, more))
    expect(await clock.finish(asked)).toEqual({ chosen: 1 })
    expect(calls).toEqual(['reserve'])
    await load(leased, [rate(60_000)], 30)
    expect(leased.reserve('second', [[rate(60_000)]], holdMs, never)).toEqual({ chosen: 0 })
  })

  it('makes few calls under a steady load', async () => {
    const leased = processOn()
    await load(leased, [rate(60_000)], 100)
    calls.length = 0
    expect(await load(leased, [rate(60_000)], 1_000)).toBe(1_000)
    expect(calls.filter((name) => name === 'reserve')).toEqual([])
    expect(calls.length).toBeLessThan(60)
  })

  it('never asks for a slice of a limit below 32 attempts', async () => {
    const leased = processOn()
    expect(await load(leased, [rate(31)], 500)).toBe(31)
    expect(calls).not.toContain('lease')
  })

  it('asks for every attempt near the limit, and keeps nothing', async () => {
    const leased = processOn()
    await store.reserve('others', [[rate(1_000, 970)]], holdMs)
    for (let i = 0; i < 25; i++) {
      expect(ask(leased, rate(1_000))[1]).toBeInstanceOf(Promise)
      await clock.advance(50)
      expect(await free(rate(1_000))).toBe(29 - i)
    }
    expect(calls.filter((name) => name === 'lease').length).toBeLessThanOrEqual(2)
  })

  it('asks for a slice about once a second where none is granted', async () => {
    const leased = processOn()
    await store.reserve('others', [[rate(1_000, 1_000)]], holdMs)
    await load(leased, [rate(1_000)], 300)
    expect(calls.filter((name) => name === 'lease').length).toBeLessThanOrEqual(4)
  })

  it('waits for one slice before it asks for another', async () => {
    const leased = processOn({ delayMs: () => 400 })
    await load(leased, [rate(60_000)], 75)
    expect(calls.filter((name) => name === 'lease')).toHaveLength(1)
  })

  it('tells of its own slices what is spent, of those of others all', async () => {
    const [leased, other] = [processOn(), processOn()]
    const claims = [rate(60_000), slot(1_000)] as const
    await load(leased, claims, 30)
    await clock.advance(50)
    for (let i = 0; i < 5; i++) expect(ask(leased, ...claims)[1]).toEqual({ chosen: 0 })
    const taken = [60_000 - (await free(claims[0])), 1_000 - (await free(claims[1]))]
    expect(taken[0]).toBeGreaterThan(35)
    expect(taken[1]).toBeGreaterThan(5)
    expect(await clock.finish(Promise.resolve(leased.peek?.(claims)))).toEqual([35, 5])
    expect(await clock.finish(Promise.resolve(other.peek?.(claims)))).toEqual(taken)
  })

  it('cannot tell what is taken where the store cannot', () => {
    const { peek: _, ...dumb } = memoryStore(clock)
    expect(new LeasedStore(dumb, clock).peek).toBeUndefined()
  })

  it('gives the same answer to the same attempt, and takes nothing twice', async () => {
    const leased = processOn()
    await load(leased, [rate(60_000), slot(1_000)], 30)
    const options: NonEmpty<Claims> = [[rate(60_000), { ...slot(3), key: 'few' }], [rate(60_000)]]
    await store.reserve('others', [[{ ...slot(3, 3), key: 'few' }]], holdMs)
    await store.reserve('full', [[rate(60_000, await free(rate(60_000)))]], holdMs)
    const first = leased.reserve('twice', options, holdMs)
    await clock.advance(10)
    expect(await first).toEqual({ chosen: 1 })
    expect(leased.reserve('twice', options, holdMs)).toEqual({ chosen: 1 })
  })

  it('charges what was used beyond a reservation once, whatever it is of', async () => {
    const leased = processOn()
    const tokens = { ...rate(60_000, 10), key: 'tokens' }
    await load(leased, [rate(60_000, 10), tokens], 30)
    const [id, answer] = ask(leased, rate(60_000, 10), tokens)
    expect(answer).toEqual({ chosen: 0 })
    await clock.advance(2_000)
    const used = ['rate', 'tokens'].map((key) => ({ key, amount: 5_010 }))
    for (let i = 0; i < 2; i++) void leased.settle(id, used)
    await clock.advance(3_000)
    expect(60_000 - (await free(rate(60_000)))).toBe(310 + 5_000)
    expect(60_000 - (await free(tokens))).toBe(310 + 5_000)
  })

  it('gives back what was not used also when the slice is long over', async () => {
    const leased = processOn()
    await load(leased, [rate(60_000, 10)], 30)
    const [id, answer] = ask(leased, rate(60_000, 10))
    expect(answer).toEqual({ chosen: 0 })
    await clock.advance(5_000)
    expect(60_000 - (await free(rate(60_000)))).toBe(310)
    await leased.settle(id, [{ key: 'rate', amount: 4 }])
    await clock.advance(200)
    expect(60_000 - (await free(rate(60_000)))).toBe(304)
    expect(clock.pending).toBe(0)
  })

  it('frees the places of an attempt that nobody settles', async () => {
    const leased = processOn()
    await load(leased, [slot(400)], 30)
    expect(leased.reserve('forgotten', [[slot(400)]], 15_000)).toEqual({ chosen: 0 })
    await clock.advance(14_900)
    expect(await free(slot(400))).toBe(399)
    await clock.advance(1_000)
    expect(await free(slot(400))).toBe(400)
    expect(clock.pending).toBe(0)
  })

  it('holds the places of what runs also when they could not be renewed for a while', async () => {
    let isUp = true
    const leased = processOn({ arrives: () => isUp })
    await load(leased, [slot(400)], 30)
    const [id, answer] = ask(leased, slot(400))
    expect(answer).toEqual({ chosen: 0 })
    isUp = false
    await clock.advance(30_000)
    isUp = true
    await clock.advance(500)
    expect(await free(slot(400))).toBe(399)
    await leased.settle(id, [])
    await clock.advance(500)
    expect(await free(slot(400))).toBe(400)
  })

  it('gives everything back when it closes, also what came back late', async () => {
    const leased = processOn({ delayMs: () => 30 })
    await load(leased, [rate(60_000, 10), slot(1_000)], 30)
    const [late] = ask(leased, rate(60_000, 10), slot(1_000))
    await clock.advance(1_500)
    await leased.settle(late, [{ key: 'rate', amount: 1 }])
    await clock.finish(leased.close())
    expect(60_000 - (await free(rate(60_000)))).toBe(301)
    expect(await free(slot(1_000))).toBe(1_000)
    expect(clock.pending).toBe(0)
  })

  it('waits for the slice that it asked for before it closes, and gives it back', async () => {
    let delayMs = 1
    const leased = processOn({ delayMs: () => delayMs })
    let admitted = await load(leased, [rate(60_000)], 60)
    calls.length = 0
    delayMs = 500
    const answers: (Reservation | Promise<Reservation>)[] = []
    while (!calls.includes('lease')) {
      answers.push(ask(leased, rate(60_000))[1])
      await clock.advance(10)
    }
    await clock.finish(leased.close())
    for (const answer of answers) if ('chosen' in (await answer)) admitted++
    expect(60_000 - (await free(rate(60_000)))).toBe(admitted)
  })

  it('takes a slice before the next tick where many ask at once, and larger ones as they go on', async () => {
    const leased = processOn()
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 50; i++) ask(leased, rate(60_000), slot(10_000))
      await clock.advance(2)
    }
    expect(calls.filter((name) => name === 'lease')).toHaveLength(2)
    expect(calls.filter((name) => name === 'reserve').length).toBeLessThanOrEqual(100)
    expect(ask(leased, rate(60_000), slot(10_000))[1]).toEqual({ chosen: 0 })
    expect(clock.monotonicMs() % 1_000).toBeLessThan(100)
  })

  it('leaves no timer behind when nobody asks any more', async () => {
    const leased = processOn()
    await load(leased, [rate(60_000), slot(1_000)], 100)
    await clock.advance(5_000)
    expect(clock.pending).toBe(0)
    expect(await free(slot(1_000))).toBe(1_000)
    expect(await free(rate(60_000))).toBe(59_900)
  })
})

/** One that can be killed: its timers do not run any more. */
const mortal = (of: TestClock, isAlive: () => boolean): Clock => ({
  ...{ monotonicMs: of.monotonicMs, wallMs: of.wallMs, sleep: of.sleep, afterwards: of.afterwards },
  timer: (delayMs, run) => of.timer(delayMs, () => isAlive() && run()),
})

interface Ran {
  readonly process: object
  readonly claims: Claims
  readonly askedMs: number
  readonly answeredMs: number
  readonly expiresMs: number
  endedMs: number
  actual: number
}

/** Several processes that share a store. Their attempts want requests, tokens and places. */
class Fleet {
  readonly clock = new TestClock()
  readonly store = memoryStore(this.clock)
  readonly ran: Ran[] = []
  readonly #random: () => number
  readonly #faults: number
  readonly #processes: { leased: LeasedStore; isAlive: boolean }[]

  constructor(seed: number, faults: number, size = 3) {
    this.#random = seededRandom(seed)
    this.#faults = faults
    this.#processes = Array.from({ length: size }, () => this.#start())
  }

  #start(): { leased: LeasedStore; isAlive: boolean } {
    const wire = { clock: this.clock, delayMs: () => Math.floor(this.#random() ** 3 * 40) }
    const remote = remoteOf(this.store, { ...wire, arrives: () => this.#random() >= this.#faults })
    const life = { isAlive: true }
    const its = mortal(this.clock, () => life.isAlive)
    return Object.assign(life, { leased: new LeasedStore(remote, its) })
  }

  crash(which: number): void {
    const index = which % this.#processes.length
    const process = this.#processes[index]
    if (!process) return
    process.isAlive = false
    for (const one of this.ran)
      if (one.process === process) one.endedMs = Math.min(one.endedMs, this.clock.monotonicMs())
    this.#processes[index] = this.#start()
  }

  /** `actual`: tokens that are used; undefined: nobody settles it. */
  async attempt(which: number, claims: Claims, runsMs: number, actual: number | undefined): Promise<boolean> {
    const process = this.#processes[which % this.#processes.length]
    if (!process) return false
    const id = `attempt-${++count}`
    const askedMs = this.clock.monotonicMs()
    const answer = await Promise.resolve(process.leased.reserve(id, [claims], 5_000)).catch(() => ({ earliestMs: 0 }))
    if (!('chosen' in answer) || !process.isAlive) return false
    const answeredMs = this.clock.monotonicMs()
    const expiresMs = askedMs + 5_000
    const one: Ran = { process, claims, askedMs, answeredMs, expiresMs, endedMs: expiresMs, actual: actual ?? Infinity }
    this.ran.push(one)
    if (actual === undefined) return true
    this.clock.timer(runsMs, () => {
      if (!process.isAlive) return
      one.endedMs = Math.min(one.endedMs, this.clock.monotonicMs())
      process.leased.settle(id, [{ key: 'tokens', amount: actual }]).catch(() => {})
    })
    return true
  }

  #taken = ({ claims, actual }: Ran, key: string): number => {
    const amount = claims.find((claim) => claim.key === key)?.amount ?? 0
    return key === 'tokens' ? Math.min(amount, actual) : amount
  }

  /** The most that was taken of a limit in any window, or at any time. */
  most({ key, windowMs }: Claim): number {
    const sums = this.ran.map(({ askedMs, answeredMs }) =>
      this.ran
        .filter((other) =>
          windowMs === undefined
            ? other.answeredMs <= answeredMs && other.endedMs > answeredMs
            : other.askedMs >= askedMs && other.answeredMs < askedMs + windowMs,
        )
        .reduce((sum, other) => sum + this.#taken(other, key), 0),
    )
    return Math.max(0, ...sums)
  }
}

const limits = (windowMs: number) => ({
  requests: (): Claim => ({ key: 'requests', amount: 1, limit: 200, windowMs }),
  tokens: (amount: number): Claim => ({ key: 'tokens', amount, limit: 1_500, windowMs }),
  places: (): Claim => ({ key: 'places', amount: 1, limit: 48 }),
})

const command = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      does: fc.constant('burst' as const),
      which: fc.nat(2),
      times: fc.integer({ min: 1, max: 12 }),
      everyMs: fc.integer({ min: 0, max: 8 }),
      tokens: fc.integer({ min: 1, max: 20 }),
      runsMs: fc.oneof(fc.nat(100), fc.nat(2_500)),
      actual: fc.option(fc.nat(40), { nil: undefined, freq: 8 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(600) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('crash' as const), which: fc.nat(2) }) },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

async function run(fleet: Fleet, commands: readonly Command[], windowMs: number): Promise<void> {
  const { requests, tokens, places } = limits(windowMs)
  for (const next of commands) {
    if (next.does === 'wait') await fleet.clock.advance(next.ms)
    if (next.does === 'crash') fleet.crash(next.which)
    for (let i = 0; next.does === 'burst' && i < next.times; i++) {
      const claims = [requests(), tokens(next.tokens), places()]
      void fleet.attempt(next.which, claims, next.runsMs, next.actual)
      if (next.everyMs > 0) await fleet.clock.advance(next.everyMs)
    }
  }
  await fleet.clock.advance(100)
}

const seed = fc.integer({ min: 0, max: 2 ** 31 })

describe('several LeasedStores over one store', () => {
  it('never admit more than a limit, whatever is lost and whoever dies', async () => {
    let most = 0
    const property = fc.asyncProperty(
      fc.array(command, { minLength: 20, maxLength: 80 }),
      seed,
      fc.constantFrom(0, 0.02, 0.2),
      async (commands, from, faults) => {
        const fleet = new Fleet(from, faults)
        await run(fleet, commands, 1_000)
        const { requests, tokens, places } = limits(1_000)
        for (const claim of [requests(), tokens(0), places()])
          expect(fleet.most(claim)).toBeLessThanOrEqual(claim.limit)
        most = Math.max(most, fleet.most(places()))
      },
    )
    await fc.assert(property, { numRuns: 150 })
    expect(most).toBeGreaterThan(40)
  }, 60_000)

  it('count everything exactly once, and have no more than that when it is quiet', async () => {
    const property = fc.asyncProperty(
      fc.array(
        command.filter(({ does }) => does !== 'crash'),
        { maxLength: 40 },
      ),
      seed,
      async (commands, from) => {
        const fleet = new Fleet(from, 0)
        await run(fleet, commands, 600_000)
        await fleet.clock.advance(9_000)
        const { requests, tokens, places } = limits(600_000)
        const used = fleet.ran.map(({ claims, actual }) =>
          actual === Infinity ? (claims.find(({ key }) => key === 'tokens')?.amount ?? 0) : actual,
        )
        expect(await free(places(), fleet.store)).toBe(48)
        expect(await free(requests(), fleet.store)).toBe(200 - fleet.ran.length)
        expect(await free(tokens(0), fleet.store)).toBe(Math.max(0, 1_500 - used.reduce((sum, one) => sum + one, 0)))
        expect(fleet.clock.pending).toBe(0)
      },
    )
    await fc.assert(property, { numRuns: 150 })
  }, 60_000)

  it('have everything back some time after crashes and lost commands', async () => {
    const property = fc.asyncProperty(fc.array(command, { maxLength: 40 }), seed, async (commands, from) => {
      const fleet = new Fleet(from, 0.1)
      await run(fleet, commands, 1_000)
      await fleet.clock.advance(25_000)
      const { requests, tokens, places } = limits(1_000)
      for (const claim of [requests(), tokens(0), places()]) expect(await free(claim, fleet.store)).toBe(claim.limit)
      expect(fleet.clock.pending).toBe(0)
    })
    await fc.assert(property, { numRuns: 100 })
  }, 60_000)

  it('admit exactly the limit of a burst that is refused everywhere in the end', async () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 400 }), seed, async (limit, from) => {
      const fleet = new Fleet(from, 0)
      const claim: Claim = { key: 'burst', amount: 1, limit, windowMs: 600_000 }
      const last: boolean[] = []
      for (let i = 0; i < 250; i++) {
        for (let which = 0; which < 3; which++)
          void fleet.attempt(which, [claim], 10, 1).then((admitted) => {
            last[which] = admitted
          })
        await fleet.clock.advance(i % 50 === 0 ? 300 : 5)
      }
      await fleet.clock.advance(100)
      expect(last).toEqual([false, false, false])
      expect(fleet.ran).toHaveLength(limit)
    })
    await fc.assert(property, { numRuns: 25 })
  }, 60_000)
})
