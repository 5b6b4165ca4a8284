import { systemClock } from '@turnout/core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisCluster, startCluster } from '../../../../tools/redis/redis-cluster.ts'
import type { RedisServer } from '../../../../tools/redis/redis-server.ts'
import { busyMachineMs, heldBy, rate, slot, storeOn, timed } from './test-support/store-on.test.ts'

const patient = { timeout: 20_000 }
const statuses = (reports: readonly { readonly status: string }[]) => reports.map(({ status }) => status)

describeWithRedisServer('a cluster', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startCluster()
  }, 30_000)
  afterAll(() => cluster?.stop())

  /** The node that has a key, and one that has not. */
  const around = async (key: string) => {
    const [first] = cluster.servers
    const at = (await first?.cli('CLUSTER', 'KEYSLOT', `turnout:${key}`)) ?? ''
    const has = await Promise.all(
      cluster.servers.map(async (server) => !/MOVED/.test(await server.cli('EXISTS', `turnout:${key}`).catch(String))),
    )
    const owner = cluster.servers.find((_, index) => has[index])
    const other = cluster.servers.find((_, index) => !has[index])
    if (!owner || !other) throw new Error('the slot has no owner')
    return { at, owner, other }
  }
  const give = async (at: string, to: RedisServer) => {
    const id = await to.cli('CLUSTER', 'MYID')
    await to.cli('CLUSTER', 'SETSLOT', at, 'NODE', id)
    for (const server of cluster.servers) if (server !== to) await server.cli('CLUSTER', 'SETSLOT', at, 'NODE', id)
  }

  it('keeps many groups, each where it belongs, without a word', async () => {
    const { admits, reports } = await storeOn({ cluster: cluster.nodes })
    const groups = Array.from({ length: 30 }, (_, n) => rate(`{many-${n}}:rpm`, 1, 1))
    expect(await Promise.all(groups.map((claim) => admits(claim)))).toEqual(groups.map(() => true))
    expect(await Promise.all(groups.map((claim) => admits(claim)))).toEqual(groups.map(() => false))
    expect(reports).toEqual([])
  })

  it('takes an option without a claim before others, wherever they are', async () => {
    const { store, reports } = await storeOn({ cluster: cluster.nodes })
    for (const n of [1, 2, 3]) {
      expect(await store.reserve(`free-${n}`, [[], [slot('{one}:slots')]], 1_000)).toEqual({ chosen: 0 })
      expect(await store.reserve(`full-${n}`, [[slot('{two}:slots', 0)], []], 1_000)).toEqual({ chosen: 1 })
    }
    expect(reports).toEqual([])
  })

  it('that moved a slot is followed there (MOVED)', async () => {
    const { admits, reports } = await storeOn({ cluster: cluster.nodes })
    const claim = rate('{moved}:rpm', 1, 1)
    const { at, other } = await around(claim.key)
    await give(at, other)
    expect(await admits(claim)).toBe(true)
    expect(await heldBy(other, claim.key)).toBe(1)
    expect(await admits(claim)).toBe(false)
    expect(reports).toEqual([])
  })

  it('that is moving a slot: attempts go on, and each counts once after (ASK, TRYAGAIN)', async () => {
    const { admits, reports } = await storeOn({ cluster: cluster.nodes })
    // Too few for slices, which count for longer than they are used where they cannot be given back.
    const claim = rate('{moving}:rpm', 1, 31)
    for (let n = 0; n < 3; n++) expect(await admits(claim)).toBe(true)
    const { at, owner, other } = await around(claim.key)
    await other.cli('CLUSTER', 'SETSLOT', at, 'IMPORTING', await owner.cli('CLUSTER', 'MYID'))
    await owner.cli('CLUSTER', 'SETSLOT', at, 'MIGRATING', await other.cli('CLUSTER', 'MYID'))
    for (let n = 0; n < 6; n++) {
      const { value, ms } = await timed(() => admits(claim))
      expect(value).toBe(true)
      expect(ms).toBeLessThan(50 + busyMachineMs)
    }
    const keys = (await owner.cli('CLUSTER', 'GETKEYSINSLOT', at, '100')).split('\n')
    await owner.cli('MIGRATE', other.host, String(other.port), '', '0', '5000', 'KEYS', ...keys)
    for (let n = 0; n < 2; n++) expect(await admits(claim)).toBe(true)
    await give(at, other)
    await expect.poll(() => heldBy(other, claim.key), patient).toBe(11)
    await expect.poll(() => statuses(reports).at(-1) ?? 'back', patient).toBe('back')
    expect(reports.length).toBeLessThanOrEqual(2)
    expect(await admits(claim)).toBe(true)
  }, 30_000)

  it('of which a node does not answer at the start: ready all the same', async () => {
    const [first, , third] = cluster.servers
    if (!first || !third) throw new Error('three nodes were expected')
    third.pause()
    onTestFinished(() => third.resume())
    const { value, ms } = await timed(() => storeOn({ cluster: [{ host: first.host, port: first.port }] }))
    expect(ms).toBeLessThan(1_500)
    expect(await value.admits(rate('{start}:rpm'))).toBe(true)
    third.resume()
    await expect.poll(() => statuses(value.reports), patient).toEqual(['lost', 'back'])
  }, 30_000)

  it('of which a node is gone, and comes back: told once each, and nothing is lost on the others', async () => {
    const { admits, reports } = await storeOn({ cluster: cluster.nodes })
    const { owner } = await around('{gone}:rpm')
    const places = await Promise.all([...'abcdefgh'].map((name) => around(`{${name}}:rpm`)))
    const place = places.findIndex((one) => one.owner !== owner)
    const [elsewhere, healthy] = [rate(`{${'abcdefgh'[place]}}:rpm`, 1, 100), places[place]?.owner ?? owner]
    expect(healthy).not.toBe(owner)
    await admits(elsewhere)
    await owner.kill()
    const untilMs = systemClock.monotonicMs() + 2_000
    let admitted = 1
    while (systemClock.monotonicMs() < untilMs) {
      for (const claim of [elsewhere, rate('{gone}:rpm', 1, 1_000)]) {
        const { value, ms } = await timed(() => admits(claim))
        expect(value).toBe(true)
        expect(ms).toBeLessThan(50 + busyMachineMs)
      }
      admitted++
      await systemClock.sleep(50)
    }
    await owner.restart()
    await expect.poll(() => statuses(reports).at(-1), patient).toBe('back')
    expect(statuses(reports)).toEqual(['lost', 'back'])
    await expect.poll(() => heldBy(healthy, elsewhere.key), patient).toBeGreaterThanOrEqual(admitted)
    // What was left of a slice could not be given back, and counts until it ends.
    expect(await heldBy(healthy, elsewhere.key)).toBeLessThanOrEqual(admitted + 100 / 8)
    expect(await admits(rate('{gone}:rpm', 1, 1_000))).toBe(true)
  }, 40_000)
})
