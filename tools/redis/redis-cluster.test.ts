import { Cluster } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from './describe-with-redis.ts'
import { startCluster } from './redis-cluster.ts'

describeWithRedisServer('startCluster', () => {
  it('is whole, and sends each key to the node that has its slot', async () => {
    const { nodes, servers, stop } = await startCluster()
    onTestFinished(stop)
    for (const server of servers) expect(await server.cli('CLUSTER', 'INFO')).toContain('cluster_state:ok')

    const cluster = new Cluster([...nodes])
    onTestFinished(() => cluster.disconnect())
    const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`)
    await Promise.all(keys.map((key) => cluster.set(key, key)))
    expect(await Promise.all(keys.map((key) => cluster.get(key)))).toEqual(keys)
    const sizes = await Promise.all(servers.map((server) => server.cli('DBSIZE')))
    expect(sizes.map(Number).every((size) => size > 0)).toBe(true)
  })
})
