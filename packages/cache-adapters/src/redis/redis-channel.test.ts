import { type RedisSettings, Secret, type Snapshot, type StateStore, systemClock } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { connect } from './connect.ts'
import { Members } from './members.ts'
import { RedisChannel } from './redis-channel.ts'
import { rate, serverOf, storeOn } from './test-support/store-on.test.ts'

const patient = { timeout: 15_000, interval: 100 }
const of = (instance: string, n = 0): Snapshot => ({ instance, signals: { fast: { latency: { n } } } })

const heard = (store: StateStore): Snapshot[] => {
  const snapshots: Snapshot[] = []
  store.channel?.listen((snapshot) => snapshots.push(snapshot))
  return snapshots
}

/** Publishes, and says whether `other` has heard it. */
const reaches = async (store: StateStore, others: readonly Snapshot[], snapshot: Snapshot): Promise<boolean> => {
  await store.channel?.publish(snapshot).catch(() => {})
  await systemClock.sleep(30)
  return others.some((one) => JSON.stringify(one) === JSON.stringify(snapshot))
}

/** A connection that lives, and hears nothing any more. */
const isHeardAgain = async (settings: RedisSettings, deafen?: () => void) => {
  const [client, ears, clock] = [connect(settings), connect(settings), new TestClock()]
  onTestFinished(() => {
    client.disconnect()
    ears.disconnect()
  })
  const members = new Members()
  const channel = new RedisChannel({ client, ears, name: 'turnout:soft', clock, members, wait: (answer) => answer })
  let count = 0
  channel.listen(() => count++)
  const hears = async () => {
    const before = count
    await channel.publish(of('a')).catch(() => {})
    await systemClock.sleep(30)
    return count > before
  }
  await expect.poll(hears, patient).toBe(true)
  if (deafen) deafen()
  else await ears.unsubscribe('turnout:soft')
  await expect.poll(() => `${client.status} ${ears.status}`, patient).toBe('ready ready')
  expect(await hears()).toBe(false)
  await clock.advance(6_000)
  await expect.poll(hears, patient).toBe(true)
}

describeWithRedisServer('what instances tell each other', () => {
  it('is heard by all, as it was said, and by nobody with another prefix', async () => {
    const server = await serverOf()
    const [a, b] = [await storeOn(server.url), await storeOn(server.url)]
    const stranger = heard((await storeOn(server.url, { prefix: 'other' })).store)
    const [first, second] = [heard(a.store), heard(b.store)]
    await expect.poll(() => reaches(a.store, second, of('a')), patient).toBe(true)
    await expect.poll(() => reaches(b.store, first, of('b')), patient).toBe(true)
    await server.cli('PUBLISH', 'turnout:soft', 'garbage')
    await server.cli('PUBLISH', 'turnout:soft', '{"instance":1,"signals":{}}')
    await server.cli('PUBLISH', 'turnout:soft', '{"instance":"c","signals":[]}')
    await systemClock.sleep(50)
    expect(new Set([...first, ...second].map(({ instance }) => instance))).toEqual(new Set(['a', 'b']))
    expect(stranger).toEqual([])
  })

  it('divides the limits while the store is lost, until an instance leaves', async () => {
    const server = await serverOf()
    const stores = [await storeOn(server.url), await storeOn(server.url), await storeOn(server.url)]
    const names = ['a', 'b', 'c']
    const ears = stores.map(({ store }) => heard(store))
    const all = () =>
      Promise.all(stores.map(({ store }, n) => store.channel?.publish(of(names[n] ?? '')))).then(() =>
        ears.map((one) => new Set(one.map(({ instance }) => instance)).size),
      )
    await expect.poll(all, patient).toEqual([3, 3, 3])
    const [, , c] = stores
    await c?.store.channel?.publish({ instance: 'c', leaving: true, signals: {} })
    await expect.poll(() => ears.map((one) => one.at(-1)?.leaving), patient).toEqual([true, true, true])
    await server.kill()
    const admitted = async (n: number) => {
      let count = 0
      for (let i = 0; i < 20; i++) if (await stores[n]?.admits(rate('{g}:rpm', 1, 11))) count++
      return count
    }
    expect([await admitted(0), await admitted(1)]).toEqual([6, 5])
  })

  it.each(['cut', 'frozen'] as const)(
    'is heard again after the connection was %s',
    async (how) => {
      const server = await serverOf()
      const relay = await startRelay(server)
      onTestFinished(relay.stop)
      const [a, b] = [await storeOn(server.url), await storeOn(relay.url)]
      const ears = heard(b.store)
      await expect.poll(() => reaches(a.store, ears, of('a')), patient).toBe(true)
      if (how === 'cut') relay.cut()
      else {
        relay.freeze()
        await systemClock.sleep(500)
        relay.cut()
        relay.thaw()
      }
      await expect.poll(() => reaches(a.store, ears, of('a', 1)), patient).toBe(true)
    },
    20_000,
  )

  it('is heard in a cluster, and again after the node that it came from is gone', async () => {
    const cluster = await startCluster()
    onTestFinished(cluster.stop)
    const [a, b] = [await storeOn({ cluster: cluster.nodes }), await storeOn({ cluster: cluster.nodes })]
    const ears = heard(b.store)
    await expect.poll(() => reaches(a.store, ears, of('a')), patient).toBe(true)
    for (const server of cluster.servers) await server.cli('CLIENT', 'KILL', 'TYPE', 'pubsub')
    await expect.poll(() => reaches(a.store, ears, of('a', 1)), patient).toBe(true)
    expect(a.reports).toEqual([])
    await isHeardAgain({ cluster: cluster.nodes })
  }, 30_000)

  it('is heard again when a subscription was lost and nobody said so', async () => {
    await isHeardAgain({ url: new Secret((await serverOf()).url) })
  })

  it('is heard again when a connection was lost, and the next one may not listen at first', async () => {
    const relay = await startRelay(await serverOf())
    onTestFinished(relay.stop)
    await isHeardAgain({ url: new Secret(relay.url) }, () => {
      relay.replace('-LOADING Redis is loading the dataset in memory\r\n', 1, 'SUBSCRIBE')
      relay.cut()
    })
  })
})
