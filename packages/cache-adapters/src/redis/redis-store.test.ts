import { Secret, systemClock, systemId } from '@turnout/core'
import { describeStateStore } from '@turnout/testing/conformance'
import { afterAll, beforeAll } from 'vitest'
import { describeWithRedis, describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { redisStore } from './redis-store.ts'

/** On the server's own time. */
const advance = (ms: number): Promise<void> => systemClock.sleep(ms)
const patient = () => ({ prefix: `store-${systemId()}`, commandTimeoutMs: 5_000 })

describeWithRedis('a Redis', (url) => {
  describeStateStore('redisStore', async () => {
    const store = redisStore({ url: new Secret(url) }, patient())
    await store.ready
    return { store, advance, nowMs: systemClock.monotonicMs }
  })
})

describeWithRedisServer('a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  }, 30_000)
  afterAll(() => cluster?.stop())

  describeStateStore('redisStore', async () => {
    const store = redisStore({ cluster: cluster.nodes }, patient())
    await store.ready
    return { store, advance, nowMs: systemClock.monotonicMs }
  })
})
