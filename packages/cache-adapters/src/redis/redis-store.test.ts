import { Secret, type StateStore, type StoreReport, systemClock, systemId } from '@turnout/core'
import { describeStateStore } from '@turnout/testing/conformance'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { describeWithRedis, describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { redisStore } from './redis-store.ts'

// Some seconds are waited for in earnest, and on a busy machine a few more.
vi.setConfig({ testTimeout: 30_000 })

/** What was asked of a store that was lost would say nothing about Redis. */
const reports: StoreReport[] = []
afterEach(() => expect(reports.splice(0)).toEqual([]))

/** On the server's own time. */
const advance = (ms: number): Promise<void> => systemClock.sleep(ms)
const patient = () => ({ prefix: `store-${systemId()}`, commandTimeoutMs: 5_000 })

const harness = async (store: StateStore) => {
  store.watch?.((report) => reports.push(report))
  await store.ready
  return { store, advance, nowMs: systemClock.monotonicMs }
}

describeWithRedis('a Redis', (url) => {
  describeStateStore('redisStore', () => harness(redisStore({ url: new Secret(url) }, patient())))
})

describeWithRedisServer('a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  }, 30_000)
  afterAll(() => cluster?.stop())

  describeStateStore('redisStore', () => harness(redisStore({ cluster: cluster.nodes }, patient())))
})
