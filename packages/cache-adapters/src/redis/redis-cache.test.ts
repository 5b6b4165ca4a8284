import { type RedisSettings, Secret, systemClock, systemId } from '@turnout/core'
import { describeResponseCache } from '@turnout/testing/conformance'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeWithRedis, describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import type { RedisServer } from '../../../../tools/redis/redis-server.ts'
import { answer, readyCacheOn, textsOf } from './test-support/cache-on.test.ts'
import { serverOf } from './test-support/store-on.test.ts'

vi.setConfig({ testTimeout: 30_000 })

const harness = async (settings: RedisSettings) => ({
  cache: await readyCacheOn(settings, { prefix: `cache-${systemId()}` }),
  advance: (ms: number) => systemClock.sleep(ms),
  nowMs: systemClock.monotonicMs,
  slackMs: 20,
})

describeWithRedis('a Redis', (url) => {
  describeResponseCache('redisCache', () => harness({ url: new Secret(url) }))
})

describeWithRedisServer('a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  }, 30_000)
  afterAll(() => cluster?.stop())

  describeResponseCache('redisCache', () => harness({ cluster: cluster.nodes }))

  const nodeOf = async (key: string) => {
    const has = async (server: RedisServer) => !/MOVED/.test(await server.cli('EXISTS', key).catch(String))
    const [first, second, third] = cluster.servers
    if (!first || !second || !third) throw new Error('three nodes were expected')
    return (await has(first))
      ? { owner: first, other: second }
      : { owner: (await has(second)) ? second : third, other: first }
  }

  it('follows a slot that has moved', async () => {
    const cache = await readyCacheOn({ cluster: cluster.nodes })
    const key = 'turnout:answer:moved'
    await cache.set([answer('moved')])
    const { owner, other } = await nodeOf(key)
    const [slot, id] = [await owner.cli('CLUSTER', 'KEYSLOT', key), await other.cli('CLUSTER', 'MYID')]
    await owner.cli('UNLINK', key)
    for (const server of [other, ...cluster.servers]) await server.cli('CLUSTER', 'SETSLOT', slot, 'NODE', id)
    await cache.set([answer('moved', 'again')])
    expect(await textsOf(cache, 'moved')).toEqual(['again'])
    expect(await other.cli('GET', key)).toBe('again')
  })

  it('needs few rights', async () => {
    const may = ['get', 'set', 'unlink', 'info', 'client', 'cluster'].map((command) => `+${command}`)
    for (const { cli } of cluster.servers)
      await cli('ACL', 'SETUSER', 'router', 'on', '>named', '~turnout:answer:*', ...may)
    const cache = await readyCacheOn({ cluster: cluster.nodes, username: 'router', password: new Secret('named') })
    await cache.set([answer('a'), answer('b'), answer('c')])
    expect(await textsOf(cache, 'a', 'b', 'c')).toEqual(['of a', 'of b', 'of c'])
    expect(await cache.delete(['a', 'b', 'c'])).toBe(3)
  })

  it('has no answer where somebody else keeps a list, and still the others', async () => {
    const cache = await readyCacheOn({ cluster: cluster.nodes })
    const { owner } = await nodeOf('turnout:answer:list')
    await owner.cli('RPUSH', 'turnout:answer:list', 'x')
    await cache.set([answer('a'), answer('c')])
    expect(await textsOf(cache, 'a', 'list', 'c')).toEqual(['of a', undefined, 'of c'])
  })
})

describeWithRedisServer('redisCache', () => {
  it('asks one command, and writes many at once', async () => {
    const relay = await startRelay(await serverOf())
    const cache = await readyCacheOn(relay.url)
    relay.commandsSince()
    await cache.set([answer('a'), answer('b'), answer('c')])
    await cache.get(['a', 'b', 'c'])
    await cache.delete(['a', 'b', 'c'])
    expect(relay.commandsSince()).toEqual({ SET: 3, MGET: 1, UNLINK: 1 })
    await relay.stop()
  })

  it('shares with those of the same prefix, and with nobody else', async () => {
    const server = await serverOf()
    const one = await readyCacheOn(server.url, { prefix: 'p' })
    const same = await readyCacheOn(server.url, { prefix: 'p' })
    const other = await readyCacheOn(server.url, { prefix: 'q' })
    await one.set([answer('a')])
    expect(await textsOf(same, 'a')).toEqual(['of a'])
    expect(await textsOf(other, 'a')).toEqual([undefined])
    expect(await server.cli('KEYS', '*')).toBe('p:answer:a')
  })

  it('needs few rights', async () => {
    const { host, port, cli } = await serverOf()
    const may = ['mget', 'set', 'unlink', 'info', 'client'].map((command) => `+${command}`)
    await cli('ACL', 'SETUSER', 'router', 'on', '>named', '~turnout:answer:*', ...may)
    const cache = await readyCacheOn({ host, port, username: 'router', password: new Secret('named') })
    await cache.set([answer('a')])
    expect(await textsOf(cache, 'a')).toEqual(['of a'])
    expect(await cache.delete(['a'])).toBe(1)
  })

  it('has no answer where somebody else keeps a list, and still the others', async () => {
    const server = await serverOf()
    const cache = await readyCacheOn(server.url)
    await cache.set([answer('a'), answer('c')])
    await server.cli('RPUSH', 'turnout:answer:b', 'x')
    expect(await textsOf(cache, 'a', 'b', 'c')).toEqual(['of a', undefined, 'of c'])
    await cache.set([answer('b')])
    expect(await textsOf(cache, 'b')).toEqual(['of b'])
  })
})
