import { writeFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import type { RedisServer } from '../../../../tools/redis/redis-server.ts'
import { serveFile, temporaryFile } from '../../../../tools/start-turnout.ts'
import { type CachingOptions, cachingConfig, numberingOf } from '../test-support/caching.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'
import { say } from '../test-support/say.test.ts'
import { redisOf } from '../test-support/store-lines.test.ts'

/** A proxy whose file can be written anew; resolves when the new one serves. */
async function changing(options: CachingOptions) {
  const file = temporaryFile('config.yaml', cachingConfig(options))
  const turnout = await serveFile(file)
  onTestFinished(() => turnout.signal('SIGKILL'))
  const generation = async () => {
    const response = await fetch(`${turnout.url}/router/state`)
    return ((await response.json()) as { generation: number }).generation
  }
  const change = async (next: CachingOptions, edit = (text: string) => text) => {
    const before = await generation()
    writeFileSync(file, edit(cachingConfig(next)))
    turnout.signal('SIGHUP')
    await until(async () => (await generation()) > before, turnout.output)
  }
  return { turnout, change }
}

const groups = { main: {} }
const hi = (turnout: Turnout) => say(turnout, 'main', 'hi')
const isHit = (turnout: Turnout) => until(async () => (await hi(turnout)).cache === 'hit', turnout.output)

describe('a reload, and what was kept', () => {
  it('keeps it where nothing is said of the cache', async () => {
    const { base } = await numberingOf()
    const { turnout, change } = await changing({ base, groups })
    const { id } = await hi(turnout)
    await change({ base, groups: { ...groups, other: {} } })
    expect(await hi(turnout)).toMatchObject({ cache: 'hit', id })
    await change({ base, groups, cache: { ttl: 7 } })
    expect(await hi(turnout)).toMatchObject({ cache: 'hit', id })
  }, 60_000)

  it('turns the cache off, and on', async () => {
    const { base } = await numberingOf()
    const { turnout, change } = await changing({ base, groups })
    const first = await hi(turnout)
    await change({ base, groups, litellm: { cache: false } })
    const [second, third] = [await hi(turnout), await hi(turnout)]
    expect([second.cache, third.cache]).toEqual(['off', 'off'])
    expect(new Set([first, second, third].map(({ id }) => id)).size).toBe(3)
    expect((await fetch(`${turnout.url}/cache/ping`)).status).toBe(404)
    await change({ base, groups })
    await hi(turnout)
    expect(await hi(turnout)).toMatchObject({ cache: 'hit' })
    expect((await fetch(`${turnout.url}/cache/ping`)).status).toBe(200)
  }, 60_000)

  it('gives nothing of a deployment that is gone', async () => {
    const { base } = await numberingOf()
    const { turnout, change } = await changing({ base, groups })
    const old = await hi(turnout)
    await change({ base, groups }, (text) => text.replace('"id":"main"', '"id":"successor"'))
    const fresh = await hi(turnout)
    expect(fresh).toMatchObject({ status: 200, cache: 'miss' })
    expect(fresh.id).not.toBe(old.id)
    expect(await hi(turnout)).toMatchObject({ cache: 'hit', id: fresh.id })
  }, 60_000)
})

/** Whoever asks is one of them. */
const connections = async ({ cli }: RedisServer) => Number(/connected_clients:(\d+)/.exec(await cli('INFO'))?.[1])

describeWithRedisServer('a reload that names another Redis', () => {
  it('goes there for answers, and back', async () => {
    const { base } = await numberingOf()
    const [here, there] = await Promise.all([redisOf(), redisOf()])
    const at = (url: string): CachingOptions => ({
      ...{ base, groups, cache: { type: 'redis', url, ttl: 600 } },
      router: { state: { command_timeout: 10 } },
    })
    const { turnout, change } = await changing(at(here.url))
    await hi(turnout)
    await isHit(turnout)
    const old = await hi(turnout)
    const before = await connections(here)
    await change(at(there.url))
    // Shared state stays where it was.
    await until(async () => (await connections(here)) === before - 1, turnout.output)
    expect((await hi(turnout)).id).not.toBe(old.id)
    await isHit(turnout)
    await change({ base, groups })
    await until(async () => (await connections(there)) === 1, turnout.output)
    await change(at(here.url))
    expect(await hi(turnout)).toMatchObject({ cache: 'hit', id: old.id })
  }, 60_000)
})
