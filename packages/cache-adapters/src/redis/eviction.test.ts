import { systemClock } from '@turnout/core'
import { expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { serverOf, storeOn } from './test-support/store-on.test.ts'

describeWithRedisServer('a Redis that evicts', () => {
  it.each([
    ['allkeys-lru', '64mb', 1],
    ['volatile-ttl', '64mb', 1],
    ['noeviction', '64mb', 0],
    ['allkeys-lru', '0', 0],
  ])('%s of %s: warns so often: %d', async (policy, maxmemory, warnings) => {
    const server = await serverOf({ args: ['--maxmemory-policy', policy, '--maxmemory', maxmemory] })
    const { reports, store } = await storeOn(server.url)
    await systemClock.sleep(100)
    expect(reports).toHaveLength(warnings)
    for (const report of reports)
      expect(report).toEqual({ status: 'warned', reason: expect.stringContaining(`maxmemory-policy ${policy}`) })
    expect(await store.reserve('a', [[{ key: 'rpm', amount: 1, limit: 1, windowMs: 1_000 }]], 1_000)).toEqual({
      chosen: 0,
    })
  })
})
