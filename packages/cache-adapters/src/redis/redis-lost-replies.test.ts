import { Secret, systemClock, systemId } from '@turnout/core'
import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { type RedisRelay, startRelay } from '../../../../tools/redis/redis-relay.ts'
import type { RedisServer } from '../../../../tools/redis/redis-server.ts'
import { connect } from './connect.ts'
import { RedisLimits } from './redis-limits.ts'
import { RedisRemote } from './redis-remote.ts'
import { busyMachineMs, heldBy, holdMs, rate, serverOf, slot, storeOn, timed } from './test-support/store-on.test.ts'

const relayed = async (): Promise<{ server: RedisServer; relay: RedisRelay }> => {
  const server = await serverOf()
  const relay = await startRelay(server)
  onTestFinished(relay.stop)
  return { server, relay }
}

describeWithRedisServer('a reply that is lost', () => {
  it.each(['silence', 'cut'] as const)('of a reserve: admitted in time, and counted once (%s)', async (after) => {
    const { server, relay } = await relayed()
    const { admits, reports, store } = await storeOn(relay.url)
    await admits(rate('{g}:rpm'))
    relay.swallowReplies(1, after)
    const { value, ms } = await timed(() => admits(rate('{g}:rpm'), 'lost'))
    expect(value).toBe(true)
    expect(ms).toBeLessThan(50 + busyMachineMs)
    await expect.poll(() => heldBy(server, '{g}:rpm'), { timeout: 10_000 }).toBe(2)
    await store.settle('lost', [])
    await systemClock.sleep(300)
    expect(await heldBy(server, '{g}:rpm')).toBe(2)
    expect(reports.map(({ status }) => status)).not.toContain('warned')
  })

  it('of a reserve of a place: held once, and free when settled', async () => {
    const { server, relay } = await relayed()
    const { admits, store } = await storeOn(relay.url)
    await admits(rate('{g}:rpm'))
    relay.swallowReplies(1, 'cut')
    expect(await admits(slot('{g}:slots', 2), 'lost')).toBe(true)
    expect(await admits(slot('{g}:slots', 2), 'other')).toBe(true)
    const another = await storeOn(server.url)
    await expect.poll(() => heldBy(server, '{g}:slots'), { timeout: 10_000 }).toBe(2)
    expect(await another.admits(slot('{g}:slots', 2))).toBe(false)
    await store.settle('lost', [])
    await expect.poll(() => another.admits(slot('{g}:slots', 2)), { timeout: 10_000 }).toBe(true)
    expect(await another.admits(slot('{g}:slots', 2))).toBe(false)
  })

  it('of a settle: counted once, also what is used beyond the reservation', async () => {
    const { server, relay } = await relayed()
    const { admits, store } = await storeOn(relay.url)
    const tokens = rate('{g}:tpm', 100, 700)
    await admits(tokens, 'more')
    await admits(tokens, 'less')
    await admits(slot('{g}:slots'), 'known')
    await store.settle('known', [])
    for (const [attemptId, amount] of [
      ['more', 150],
      ['less', 20],
    ] as const) {
      relay.swallowReplies(1, 'cut')
      await store.settle(attemptId, [{ key: tokens.key, amount }])
      await systemClock.sleep(600)
    }
    await expect.poll(() => heldBy(server, '{g}:tpm'), { timeout: 10_000 }).toBe(170)
    await systemClock.sleep(300)
    expect(await heldBy(server, '{g}:tpm')).toBe(170)
  })

  it('of a charge: told again, and counted once', async () => {
    const { server, relay } = await relayed()
    const { store, admits } = await storeOn(relay.url)
    await admits(rate('{g}:rpm'))
    relay.swallowReplies(1, 'cut')
    await store.charge([{ id: 'c', key: '{g}:tpm', amount: 30, endsInMs: 60_000 }])
    await expect.poll(() => heldBy(server, '{g}:tpm'), { timeout: 10_000 }).toBe(30)
    await systemClock.sleep(1_500)
    expect(await heldBy(server, '{g}:tpm')).toBe(30)
  })

  it('of a lease and of what is given back: never more than what was taken', async () => {
    const { server, relay } = await relayed()
    const client = connect({ url: new Secret(relay.url) })
    onTestFinished(() => client.disconnect())
    await new Promise((resolve) => client.once('ready', resolve))
    const lost = (answer: Promise<unknown>) => Promise.race([answer.catch(() => 'lost'), systemClock.sleep(200)])
    const remote = new RedisRemote({
      limits: new RedisLimits({ client, prefix: 'turnout' }),
      ...{ clock: systemClock, id: systemId, close: async () => {} },
    })
    const wanted = rate('{g}:tpm', 10, 800)
    const [known, lease] = await remote.lease([wanted, wanted])
    if (known) await remote.giveBack([{ lease: known, unused: 10 }])
    if (!lease) throw new Error('a slice was expected')
    expect(lease.granted).toBe(10)

    relay.swallowReplies(1, 'cut')
    await lost(remote.giveBack([{ lease, unused: 4 }]))
    await new Promise((resolve) => client.once('ready', resolve))
    expect(await heldBy(server, '{g}:tpm')).toBe(6)
    await remote.giveBack([{ lease, unused: 4 }])
    expect(await heldBy(server, '{g}:tpm')).toBe(6)

    relay.swallowReplies(1, 'cut')
    await lost(remote.lease([wanted]))
    expect(await heldBy(server, '{g}:tpm')).toBe(16)
  })
})

describeWithRedisServer('a key that expires', () => {
  it('is every key there is: nothing stays behind', async () => {
    const server = await serverOf()
    const { admits, store } = await storeOn(server.url)
    await admits(rate('{g}:rpm'), 'a')
    await admits(slot('no tag'), 'b')
    await store.reserve('c', [[rate('{g}:tpm', 10, 10_000)]], holdMs)
    await store.settle('c', [{ key: '{g}:tpm', amount: 20 }])
    await store.charge([{ id: 'd', key: '{g}:cost', amount: 1, endsInMs: 1_000 }])
    await systemClock.sleep(300)
    const client = new Redis(server.url)
    onTestFinished(() => client.disconnect())
    const keys = await client.keys('*')
    expect(keys.length).toBeGreaterThan(3)
    for (const key of keys) {
      const left = await client.pttl(key)
      expect(left, key).toBeGreaterThan(0)
      expect(left, key).toBeLessThan(60_000 + 61_000)
    }
  })
})
