import { type Claim, systemId } from '@turnout/core'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWithRedis } from '../../../../tools/redis/describe-with-redis.ts'
import { RedisLimits } from './redis-limits.ts'

const key = '{g}:tpm'
const rate = (amount: number): Claim => ({ key, amount, limit: 100, windowMs: 1_000 })

describeWithRedis('the sum of a limit', (url) => {
  let client: Redis
  let limits: RedisLimits
  let nowMs: number
  let prefix: string
  let count = 0
  beforeAll(() => {
    client = new Redis(url)
  })
  afterAll(() => client.disconnect())
  const begin = () => {
    prefix = `sums-${systemId()}`
    nowMs = 1_700_000_000_000
    limits = new RedisLimits({ client, prefix, timeMs: () => nowMs })
  }
  beforeEach(begin)

  const put = (amount: number, endsInMs: number) => limits.put([{ id: `put-${++count}`, key, amount, endsInMs }])
  const admits = async (amount: number) =>
    'chosen' in (await limits.reserve(`attempt-${++count}`, [[rate(amount)]], 60_000))
  const leased = () => limits.lease([{ id: `lease-${++count}`, claim: rate(50), endsInMs: 1_000 }])

  it('outlives amounts below nothing, and is never less than nothing itself', async () => {
    await put(100, 1_000)
    await put(-40, 5_000)
    nowMs += 2_000
    expect(await admits(101)).toBe(false)
    expect(await admits(100)).toBe(true)
    nowMs += 900
    expect(await leased()).toEqual([5])
    nowMs += 10_000
    expect([await admits(101), await admits(100), await admits(1)]).toEqual([false, true, false])
  })

  it('is told as it counts: in parts, when some of it has left, and below nothing as nothing', async () => {
    const told = () => limits.peek([rate(1), { ...rate(1), key: '{g}:other' }, rate(1)])
    await put(0.1, 1_000)
    await put(0.2, 2_000)
    expect(await told()).toEqual([0.1 + 0.2, 0, 0.1 + 0.2])
    nowMs += 1_500
    expect((await told())[0]).toBeCloseTo(0.2, 9)
    nowMs += 1_500
    await put(-5, 1_000)
    expect(await told()).toEqual([0, 0, 0])
    expect(await client.keys(`${prefix}*other`)).toEqual([])
  })

  it('does not lose what is left when it becomes what is there already', async () => {
    await limits.reserve('a', [[rate(60)]], 60_000)
    await put(20, 500)
    const settle = (amount: number) => limits.settle('a', [{ claim: rate(amount), actual: 20 }])
    await settle(60)
    await limits.put([{ id: 'a', key, amount: 60, endsInMs: 900 }])
    await settle(60)
    expect([await admits(61), await admits(60)]).toEqual([false, true])
    nowMs += 2_000
    expect([await admits(101), await admits(100)]).toEqual([false, true])
  })

  it('is that of all amounts that count, also of those below nothing', async () => {
    const entry = fc.record({ amount: fc.integer({ min: -30, max: 30 }), endsInMs: fc.integer({ min: 1, max: 2_000 }) })
    const steps = fc.array(fc.record({ entry, thenMs: fc.nat(700) }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        begin()
        const ends: { amount: number; endsMs: number }[] = []
        for (const { entry, thenMs } of all) {
          if (entry.amount !== 0) {
            await put(entry.amount, entry.endsInMs)
            ends.push({ amount: entry.amount, endsMs: nowMs + entry.endsInMs })
          }
          nowMs += thenMs
          const sum = ends.reduce((total, { amount, endsMs }) => total + (endsMs > nowMs ? amount : 0), 0)
          const [granted] = await limits.lease([
            { id: `lease-${++count}`, claim: { key, amount: 1e6, limit: 1e6 }, endsInMs: 0 },
          ])
          expect(granted).toBe(Math.floor((1e6 - Math.max(0, sum)) / 8))
        }
      }),
      { numRuns: 100 },
    )
  })
})
