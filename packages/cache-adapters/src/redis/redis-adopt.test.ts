import { type Claim, systemId } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithRedis } from '../../../../tools/redis/describe-with-redis.ts'
import { RedisLimits } from './redis-limits.ts'
import { RedisRemote } from './redis-remote.ts'

const rate = (amount: number): Claim => ({ key: '{g}:tpm', amount, limit: 100, windowMs: 60_000 })
const slots = (amount: number): Claim => ({ key: '{g}:slots', amount, limit: 2 })

describeWithRedis('an attempt that was admitted without Redis', (url) => {
  let client: Redis
  beforeAll(() => {
    client = new Redis(url)
  })
  afterAll(() => client.disconnect())

  it('counts once, from the time it was admitted, with what it used in the end', async () => {
    const clock = new TestClock()
    const limits = new RedisLimits({ client, prefix: `adopt-${systemId()}`, timeMs: clock.monotonicMs })
    const remote = new RedisRemote({ limits, clock, id: systemId, close: async () => {} })
    /** That much, and no more. */
    const isFree = async (amount: number, claim: typeof rate) => {
      const fits = async (much: number) => {
        const id = systemId()
        const answer = await remote.reserve(id, [[claim(much)]], 1_000)
        await remote.settle(id, [{ key: '{g}:tpm', amount: 0 }])
        return 'chosen' in answer
      }
      expect([await fits(amount), await fits(amount + 1)]).toEqual([true, false])
    }
    for (let i = 0; i < 2; i++) await remote.adopt('running', [rate(80), slots(1)], 600_000, 20_000)
    await isFree(20, rate)
    await isFree(1, slots)
    for (let i = 0; i < 2; i++) await remote.settle('running', [{ key: '{g}:tpm', amount: 30 }])
    await isFree(70, rate)
    await isFree(2, slots)
    await clock.advance(39_999)
    await isFree(70, rate)
    await clock.advance(1)
    await isFree(100, rate)
  })
})
