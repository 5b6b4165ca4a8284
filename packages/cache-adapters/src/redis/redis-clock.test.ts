import { systemId } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeWithRedis } from '../../../../tools/redis/describe-with-redis.ts'
import { RedisLimits } from './redis-limits.ts'
import { RedisRemote } from './redis-remote.ts'

const hourMs = 3_600_000
const limit = 8
const rate = (amount = 1) => ({ key: '{g}:rpm', amount, limit, windowMs: 60_000 })
const slot = (amount = 1) => ({ key: '{g}:slots', amount, limit })

describeWithRedis('limits in Redis', (url) => {
  let client: Redis
  let clock: TestClock
  /** How far the server's clock is from the true one. */
  let wrongMs: number
  let prefix: string
  beforeAll(() => {
    client = new Redis(url)
  })
  afterAll(() => client.disconnect())
  beforeEach(() => {
    clock = new TestClock(100 * hourMs)
    wrongMs = 0
    prefix = `clock-${systemId()}`
  })

  /** A process; one on a clock that stands still never renews anything: it is gone. */
  const instance = (own: TestClock = clock) =>
    new RedisRemote({
      limits: new RedisLimits({ client, prefix, timeMs: () => clock.monotonicMs() + wrongMs }),
      ...{ clock: own, id: systemId, close: async () => {} },
    })
  const dead = () => instance(new TestClock(clock.monotonicMs()))
  const holdMs = 600_000
  type Claim = ReturnType<typeof rate> | ReturnType<typeof slot>
  const admits = async (store: RedisRemote, claim: Claim) =>
    'chosen' in (await store.reserve(systemId(), [[claim]], holdMs))
  const fill = async (store: RedisRemote, claim: Claim) => {
    let admitted = 0
    while (admitted < 2 * limit && (await admits(store, claim))) admitted++
    return admitted
  }
  const held = async (key: string) => 0 - Number(await client.zscore(`${prefix}:${key}`, '='))
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) await clock.advance(Math.min(100, left))
    await client.ping()
  }

  describe('after a crash', () => {
    it('have the places of the process that is gone again within 15 s, and not those of another', async () => {
      const [gone, here] = [dead(), instance()]
      expect(await admits(gone, slot(6))).toBe(true)
      expect(await admits(here, slot(2))).toBe(true)
      await pass(14_900)
      expect(await admits(here, slot())).toBe(false)
      await pass(200)
      expect(await held('{g}:slots')).toBe(8)
      expect(await fill(here, slot())).toBe(6)
      expect(await held('{g}:slots')).toBe(8)
    })

    it('have the slices of places again after 10 s, and those of windows after the window', async () => {
      const [gone, here] = [dead(), instance()]
      const leases = await gone.lease([slot(1), rate(1)])
      expect(leases.map(({ granted }) => granted)).toEqual([1, 1])
      expect(await fill(here, slot())).toBe(7)
      expect(await fill(here, rate())).toBe(7)
      await pass(10_100)
      expect(await fill(here, slot())).toBe(1)
      expect(await fill(here, rate())).toBe(0)
      await pass(49_900)
      expect(await fill(here, rate())).toBe(7)
      await pass(1_100)
      expect(await fill(here, rate())).toBe(1)
    })

    it('count once what came back while it was still being used: a settle of what is over changes nothing', async () => {
      const [gone, here] = [dead(), instance()]
      await gone.reserve('paused', [[slot(8)]], holdMs)
      await pass(15_100)
      expect(await fill(here, slot())).toBe(8)
      await gone.settle('paused', [])
      expect(await held('{g}:slots')).toBe(8)
      expect(await admits(here, slot())).toBe(false)
    })
  })

  it('answer a repeated reservation with the option that was taken, though another shares a claim with it', async () => {
    const here = instance()
    const options = [
      [rate(), slot(limit + 1)],
      [rate(), slot(1)],
    ] as const
    expect(await here.reserve('twice', options, holdMs)).toEqual({ chosen: 1 })
    expect(await here.reserve('twice', options, holdMs)).toEqual({ chosen: 1 })
    expect([await held('{g}:rpm'), await held('{g}:slots')]).toEqual([1, 1])
  })

  it('count nothing for a reservation that arrives after it was given up', async () => {
    const here = instance()
    await here.cancel('late', [[rate()], [slot()]])
    await pass(100_000)
    expect(await here.reserve('late', [[rate()], [slot()]], holdMs)).toEqual({ earliestMs: 0 })
    expect([await held('{g}:rpm'), await held('{g}:slots')]).toEqual([0, 0])
    expect(await admits(here, rate())).toBe(true)
  })

  it('hold the places of running attempts again after Redis forgot them', async () => {
    const here = instance()
    await here.reserve('running', [[slot(3)]], holdMs)
    await client.del(`${prefix}:{g}:slots`)
    await pass(5_100)
    expect(await held('{g}:slots')).toBe(3)
    await here.settle('running', [])
    expect(await held('{g}:slots')).toBe(0)
  })

  describe('with a server whose clock', () => {
    it('steps back an hour: are free again after a window, not after an hour', async () => {
      const store = instance()
      expect(await fill(store, rate())).toBe(limit)
      wrongMs = -hourMs
      const refused = await store.reserve(systemId(), [[rate()]], holdMs)
      expect('earliestMs' in refused && refused.earliestMs).toBeLessThanOrEqual(60_000)
      await pass(60_100)
      expect(await fill(store, rate())).toBe(limit)
    })

    it('steps back an hour: have the places of a process that is gone again, too', async () => {
      const [gone, here] = [dead(), instance()]
      expect(await fill(gone, slot())).toBe(limit)
      wrongMs = -hourMs
      expect(await admits(here, slot())).toBe(false)
      await pass(15_100)
      expect(await fill(here, slot())).toBe(limit)
    })

    it('steps forward an hour: admit no more than one more limit, and hold running places once', async () => {
      const store = instance()
      expect(await fill(store, rate())).toBe(limit)
      await store.reserve('running', [[slot(6)]], holdMs)
      wrongMs = hourMs
      expect(await fill(store, rate())).toBe(limit)
      await pass(5_100)
      expect(await held('{g}:slots')).toBe(6)
      expect(await fill(store, slot())).toBe(2)
    })
  })
})
