import { systemId } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { describeStateStoreModel } from '@turnout/testing/conformance'
import { Cluster, Redis } from 'ioredis'
import { afterAll, beforeAll } from 'vitest'
import { describeWithRedis, describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { RedisLimits } from './redis-limits.ts'
import { RedisRemote } from './redis-remote.ts'
import type { RedisClient } from './script.ts'

/** On the test's own time, also inside the scripts; each run has its own keys. */
const harness = (client: RedisClient) => {
  const clock = new TestClock()
  const prefix = `model-${systemId()}`
  const store = () =>
    new RedisRemote({
      limits: new RedisLimits({ client, prefix, timeMs: clock.monotonicMs }),
      ...{ clock, id: systemId, close: async () => {} },
    })
  return { clock, store: store(), restart: async () => ({ store: store(), forgets: false }) }
}

describeWithRedis('a Redis', (url) => {
  let client: Redis
  beforeAll(() => {
    client = new Redis(url)
  })
  afterAll(() => client.disconnect())
  describeStateStoreModel('RedisRemote', async () => harness(client))
})

describeWithRedisServer('a cluster of three', () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>
  let client: Cluster
  beforeAll(async () => {
    cluster = await startCluster()
    client = new Cluster([...cluster.nodes])
  }, 30_000)
  afterAll(async () => {
    client?.disconnect()
    await cluster?.stop()
  })
  describeStateStoreModel('RedisRemote', async () => harness(client), { numRuns: 100 })
})
