import { systemClock } from '@turnout/core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startCluster } from '../../../../tools/redis/redis-cluster.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { startRedis } from '../../../../tools/redis/redis-server.ts'
import { answer, cacheOn, outcomeOf, patient, readyCacheOn, textsOf } from './test-support/cache-on.test.ts'
import { busyMachineMs, serverOf } from './test-support/store-on.test.ts'

vi.setConfig({ testTimeout: 30_000 })

const commandTimeoutMs = 50
const soon = commandTimeoutMs + busyMachineMs

const relayed = async () => {
  const server = await serverOf()
  const relay = await startRelay(server)
  onTestFinished(relay.stop)
  return { server, relay }
}

/** Asks for everything that can be asked, one after the other. */
const asks = async (cache: ReturnType<typeof cacheOn>) => [
  await outcomeOf(() => cache.get(['a'])),
  await outcomeOf(() => cache.set([answer('a')])),
  await outcomeOf(() => cache.delete(['a'])),
]

describeWithRedisServer('a cache whose Redis', () => {
  it('is not there at the start: rejects at once, and finds it when it comes', async () => {
    const gone = await startRedis()
    await gone.stop()
    const cache = cacheOn(gone.url, { commandTimeoutMs })
    for (const { said, ms } of [...(await asks(cache)), ...(await asks(cache))]) {
      expect(said).toBe('there is no connection')
      expect(ms).toBeLessThan(soon)
    }
    await serverOf({ port: gone.port })
    await expect.poll(() => outcomeOf(() => cache.set([answer('a')])).then(({ said }) => said), patient).toBe('done')
  })

  it('takes a moment to connect to: the first who asks waits for it', async () => {
    const { relay } = await relayed()
    relay.freeze()
    const cache = cacheOn(relay.url)
    const first = outcomeOf(() => cache.set([answer('a')]))
    await systemClock.sleep(50)
    relay.thaw()
    const { said, ms } = await first
    // It waits for a second, which a busy machine may need for less.
    if (ms < 900) expect(said).toBe('done')
  })

  it('is killed and restarted: rejects at once meanwhile', async () => {
    const server = await serverOf()
    const cache = await readyCacheOn(server.url)
    await cache.set([answer('a')])
    await server.kill()
    await expect
      .poll(() => outcomeOf(() => cache.get(['a'])).then(({ said }) => said), patient)
      .toBe('there is no connection')
    for (const { said, ms } of await asks(cache)) {
      expect(said).toBe('there is no connection')
      expect(ms).toBeLessThan(busyMachineMs)
    }
    await server.restart()
    await expect.poll(() => textsOf(cache, 'a').catch(String), patient).toEqual([undefined])
    await cache.set([answer('a')])
    expect(await textsOf(cache, 'a')).toEqual(['of a'])
  })

  it.each([300, 5_600])('is frozen for %d ms: few wait, the others are told at once, and it comes back', async (ms) => {
    const server = await serverOf()
    const cache = cacheOn(server.url, { commandTimeoutMs })
    await expect.poll(() => outcomeOf(() => cache.set([answer('a')])).then(({ said }) => said), patient).toBe('done')
    server.pause()
    const untilMs = systemClock.monotonicMs() + ms
    let [asked, waited] = [0, 0]
    while (systemClock.monotonicMs() < untilMs) {
      const outcome = await outcomeOf(() => cache.get(['a']))
      expect(outcome.said).toMatch(/it does not answer in time|there is no connection/)
      expect(outcome.ms).toBeLessThan(soon)
      asked++
      if (outcome.ms > 0.8 * commandTimeoutMs) waited++
      await systemClock.sleep(5)
    }
    server.resume()
    expect(waited).toBeLessThanOrEqual(1 + asked / 2)
    await expect.poll(() => textsOf(cache, 'a').catch(String), patient).toEqual(['of a'])
  })

  it('answers too late: what comes then is not taken for another answer', async () => {
    const { relay } = await relayed()
    const cache = cacheOn(relay.url, { commandTimeoutMs })
    const set = () => outcomeOf(() => cache.set([answer('a'), answer('b')])).then(({ said }) => said)
    await expect.poll(set, patient).toBe('done')
    relay.delay(400)
    expect((await outcomeOf(() => cache.get(['a']))).said).toBe('it does not answer in time')
    relay.delay(0)
    const found = () => textsOf(cache, 'b', 'a').catch(String)
    await expect.poll(found, patient).toEqual(['of b', 'of a'])
    expect(await textsOf(cache, 'b')).toEqual(['of b'])
  })

  it('takes writes slowly: holds only so much of them', async () => {
    const { server, relay } = await relayed()
    const cache = await readyCacheOn(relay.url)
    relay.freeze()
    const large = new Uint8Array(4 * 1024 * 1024)
    const writing = Array.from({ length: 12 }, (_, at) => outcomeOf(() => cache.set([answer(`large-${at}`, large)])))
    const outcomes = Promise.all(writing)
    await systemClock.sleep(50)
    relay.thaw()
    const said = (await outcomes).map((outcome) => outcome.said)
    expect(said).toEqual([
      ...Array.from({ length: 3 }, () => 'done'),
      ...Array.from({ length: 9 }, () => 'too much is waiting to be written'),
    ])
    expect(await server.cli('DBSIZE')).toBe('3')
    await cache.set([answer('more', large)])
    expect((await cache.get(['more']))[0]?.length).toBe(large.length)
  })

  it('is full, and throws nothing out: what is there is answered, what is new is not taken', async () => {
    const server = await serverOf({ args: ['--maxmemory-policy', 'noeviction'] })
    const cache = await readyCacheOn(server.url)
    await cache.set([answer('a')])
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    expect((await outcomeOf(() => cache.set([answer('b')]))).said).toBe('its memory is full (OOM)')
    expect(await textsOf(cache, 'a', 'b')).toEqual(['of a', undefined])
    expect(await cache.delete(['a'])).toBe(1)
    await server.cli('CONFIG', 'SET', 'maxmemory', '0')
    await cache.set([answer('b')])
    expect(await textsOf(cache, 'b')).toEqual(['of b'])
  })

  it('is full, and throws out what is old: takes everything', async () => {
    const server = await serverOf({ args: ['--maxmemory-policy', 'allkeys-lru', '--maxmemory', '8mb'] })
    const cache = await readyCacheOn(server.url)
    const keys = Array.from({ length: 200 }, (_, at) => `key-${at}`)
    for (const key of keys) await cache.set([answer(key, new Uint8Array(100_000))])
    const kept = (await cache.get(keys)).filter((value) => value?.length === 100_000)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.length).toBeLessThan(100)
  })

  it('refuses: says why in a line, and no address', async () => {
    const { server, relay } = await relayed()
    await server.cli('CONFIG', 'SET', 'requirepass', 'right')
    const locked = cacheOn(relay.url.replace('redis://', 'redis://:hidden@'))
    expect((await outcomeOf(() => locked.get(['a']))).said).toMatch(
      /^(it refuses the password|there is no connection)$/,
    )
    await server.cli('CONFIG', 'SET', 'requirepass', '').catch(() => {})
  })

  it('is a cluster of which a node is frozen: nobody waits, and it comes back', async () => {
    const cluster = await startCluster()
    onTestFinished(cluster.stop)
    const cache = cacheOn({ cluster: cluster.nodes }, { commandTimeoutMs })
    const keys = [...'abcdefghijkl']
    const set = () => outcomeOf(() => cache.set(keys.map((key) => answer(key)))).then(({ said }) => said)
    await expect.poll(set, patient).toBe('done')
    cluster.servers[0]?.pause()
    for (let n = 0; n < 20; n++) {
      const { said, ms } = await outcomeOf(() => cache.get(keys))
      expect(said).not.toBe('done')
      expect(ms).toBeLessThan(soon)
    }
    cluster.servers[0]?.resume()
    const found = () => textsOf(cache, ...keys).catch(String)
    await expect.poll(found, patient).toEqual(keys.map((key) => `of ${key}`))
  })

  it('was closed: rejects, and does not say so twice', async () => {
    const cache = await readyCacheOn((await serverOf()).url)
    await cache.set([answer('a')])
    await cache.close?.()
    for (const { said } of await asks(cache)) expect(said).toBe('there is no connection')
    await cache.close?.()
  })
})
