import { Secret, systemClock } from '@turnout/core'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { busyMachineMs, heldBy, rate, serverOf, slot, storeOn, timed } from './test-support/store-on.test.ts'

const patient = { timeout: 10_000 }
const statuses = (reports: readonly { readonly status: string }[]) => reports.map(({ status }) => status)

describeWithRedisServer('a Redis that answers with an error', () => {
  const replies = {
    READONLY: "-READONLY You can't write against a read only replica.",
    OOM: "-OOM command not allowed when used memory > 'maxmemory'.",
    LOADING: '-LOADING Redis is loading the dataset in memory',
    BUSY: '-BUSY Redis is busy running a script.',
    CLUSTERDOWN: '-CLUSTERDOWN The cluster is down',
    NOPERM: "-NOPERM this user has no permissions to run the 'evalsha' command",
    MISCONF: '-MISCONF Redis is configured to save RDB snapshots',
  }

  it('serves attempts all the same, says so once, and once when it is over', async () => {
    const server = await serverOf()
    const meets = async ([word, reply]: readonly [string, string]) => {
      const relay = await startRelay(server)
      onTestFinished(relay.stop)
      const { admits, reports } = await storeOn(relay.url)
      const claim = rate(`{${word}}:rpm`, 1, 100)
      expect(await admits(claim)).toBe(true)
      relay.replace(`${reply}\r\n`, Infinity, 'EVALSHA')
      for (let n = 0; n < 6; n++) {
        const { value, ms } = await timed(() => admits(claim))
        expect(value).toBe(true)
        expect(ms).toBeLessThan(50 + busyMachineMs)
      }
      expect(statuses(reports)).toEqual(['lost'])
      expect(reports[0]).toMatchObject({ reason: expect.stringMatching(new RegExp(`${word}|no connection`)) })
      relay.replace('', 0)
      await expect.poll(() => statuses(reports), patient).toEqual(['lost', 'back'])
      expect(await heldBy(server, claim.key)).toBeGreaterThanOrEqual(7)
    }
    await Promise.all(Object.entries(replies).map(meets))
  }, 15_000)

  it('NOSCRIPT: sends the script', async () => {
    const server = await serverOf()
    const { admits, reports, store } = await storeOn(server.url)
    await admits(slot('{g}:slots', 1), 'a')
    await server.cli('SCRIPT', 'FLUSH')
    expect(await admits(slot('{g}:slots', 1), 'b')).toBe(false)
    await server.cli('SCRIPT', 'FLUSH')
    await store.settle('a', [])
    expect(await admits(slot('{g}:slots', 1), 'c')).toBe(true)
    expect(reports).toEqual([])
  })

  it('a full memory: nothing is half written, and it recovers', async () => {
    const server = await serverOf()
    const { admits, reports } = await storeOn(server.url)
    await admits(rate('{g}:rpm'))
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    for (let n = 0; n < 5; n++) expect(await admits(rate('{g}:rpm', 1, 100))).toBe(true)
    expect(reports).toEqual([{ status: 'lost', reason: expect.stringContaining('OOM') }])
    expect(await heldBy(server, '{g}:rpm')).toBe(1)
    await server.cli('CONFIG', 'SET', 'maxmemory', '0')
    await expect.poll(() => statuses(reports), patient).toEqual(['lost', 'back'])
    expect(await heldBy(server, '{g}:rpm')).toBe(6)
  })

  it('a master that becomes a replica', async () => {
    const [master, server] = [await serverOf(), await serverOf()]
    const { admits, reports } = await storeOn(server.url)
    await admits(rate('{g}:rpm'))
    await server.cli('REPLICAOF', '127.0.0.1', String(master.port))
    for (let n = 0; n < 5; n++) expect(await admits(rate('{g}:rpm', 1, 100))).toBe(true)
    await expect.poll(() => statuses(reports), patient).toEqual(['lost'])
    await server.cli('REPLICAOF', 'NO', 'ONE')
    await expect.poll(() => statuses(reports), patient).toEqual(['lost', 'back'])
  })

  it("somebody else's key in the place of a limit: left alone, and said", async () => {
    const server = await serverOf()
    await server.cli('SET', 'turnout:{g}:rpm', 'mine')
    const { admits, reports } = await storeOn(server.url)
    for (let n = 0; n < 6; n++) expect(await admits(rate('{g}:rpm', 1, 100))).toBe(true)
    await systemClock.sleep(1_200)
    expect(await server.cli('GET', 'turnout:{g}:rpm')).toBe('mine')
    expect(reports).toEqual([{ status: 'lost', reason: expect.stringContaining('WRONGTYPE') }])
    await server.cli('DEL', 'turnout:{g}:rpm')
    await expect.poll(() => statuses(reports), patient).toEqual(['lost', 'back'])
    expect(await heldBy(server, '{g}:rpm')).toBe(6)
  })

  it('a wrong password, that is then right', async () => {
    const server = await serverOf()
    await server.cli('CONFIG', 'SET', 'requirepass', 'right')
    const { admits, reports } = await storeOn({ url: new Secret(server.url), password: new Secret('hidden') })
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    expect(reports).toEqual([{ status: 'lost', reason: expect.stringMatching(/password|no connection/) }])
    expect(JSON.stringify(reports)).not.toContain('hidden')
    const client = await storeOn({ host: server.host, port: server.port, password: new Secret('right') })
    expect(client.reports).toEqual([])
    expect(await client.admits(rate('{g}:rpm'))).toBe(true)
  })

  it('too many clients', async () => {
    const server = await serverOf()
    await server.cli('CONFIG', 'SET', 'maxclients', '1')
    const first = await storeOn(server.url)
    const { admits, reports } = await storeOn(server.url)
    expect(await admits(rate('{g}:rpm'))).toBe(true)
    expect(statuses(reports)).toEqual(['lost'])
    await first.store.close()
  })
})

describeWithRedisServer('a Redis that forgets', () => {
  it('everything (FLUSHALL): nothing is thrown, nothing is reported', async () => {
    const server = await serverOf()
    const { admits, reports, store } = await storeOn(server.url)
    await admits(slot('{g}:slots', 1), 'running')
    await server.cli('FLUSHALL')
    await store.settle('running', [])
    expect(await admits(slot('{g}:slots', 1))).toBe(true)
    expect(await admits(slot('{g}:slots', 1))).toBe(false)
    expect(reports).toEqual([])
  })

  it('a crash and a restart: told once each, and the store goes on', async () => {
    const server = await serverOf()
    const { admits, reports, store } = await storeOn(server.url)
    await admits(slot('{g}:slots', 3), 'before')
    await server.kill()
    for (let n = 0; n < 4; n++) expect(await admits(rate('{g}:rpm', 1, 100))).toBe(true)
    expect(await admits(slot('{g}:slots', 3), 'during')).toBe(true)
    await systemClock.sleep(1_500)
    expect(statuses(reports)).toEqual(['lost'])
    await server.restart()
    await expect.poll(() => statuses(reports), patient).toEqual(['lost', 'back'])
    expect(await heldBy(server, '{g}:rpm')).toBe(4)
    await expect.poll(() => heldBy(server, '{g}:slots'), patient).toBe(1)
    await store.settle('before', [])
    await store.settle('during', [])
    await expect.poll(() => heldBy(server, '{g}:slots'), patient).toBe(0)
  }, 20_000)
})
