import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../tools/redis/redis-relay.ts'
import { ask, askAtOnce, one, statuses } from './test-support/ask-turnout.test.ts'
import { upstreamOf } from './test-support/counting-upstream.test.ts'
import { endFleet, fleetOf, startFleet, stateOf } from './test-support/fleet.test.ts'
import { heldIn } from './test-support/held-in-redis.test.ts'
import { until } from './test-support/running-turnout.test.ts'
import { allSay, backLine, lostLine, redisOf, storeLines } from './test-support/store-lines.test.ts'
import { steadily } from './test-support/traffic.test.ts'

describeWithRedisServer('a Redis that is lost', () => {
  it.each(['silence', 'cut'] as const)(
    'that loses a reply (%s) has counted its request once',
    async (how) => {
      const limit = 6
      const redis = await redisOf()
      const relay = await startRelay(redis)
      onTestFinished(relay.stop)
      const upstream = await upstreamOf()
      const groups = { main: { main: { rpm: limit } } }
      const fleet = await fleetOf({ count: 2, base: upstream.base, redisUrl: relay.url, groups })
      for (let at = 0; at < 2; at++) expect((await ask(one(fleet, at), 'main')).status).toBe(200)
      relay.swallowReplies(1, how)
      for (let at = 0; at < 2; at++) expect((await ask(one(fleet, at), 'main')).status).toBe(200)
      await until(
        async () => (await heldIn(redis, 'main', 'main', 'rpm')) === 4,
        () => 'it does not count four',
      )
      await wait(1_000)
      expect(await heldIn(redis, 'main', 'main', 'rpm')).toBe(4)
      await until(
        async () => (await Promise.all(fleet.map(stateOf))).every(({ store }) => store.status === 'ok'),
        () => 'it is not back',
      )
      expect(statuses(await askAtOnce(fleet, 10, 'main'))).toEqual({ 200: limit - 4, 429: 14 - limit })
      expect(upstream.count('main')).toBe(limit)
    },
    60_000,
  )

  it('that is killed and started again is used again', async () => {
    const redis = await redisOf()
    const upstream = await upstreamOf()
    const groups = { wide: { wide: { rpm: 100_000 } }, tight: { tight: { rpm: 10 } }, fresh: { fresh: { rpm: 10 } } }
    const fleet = await fleetOf({ count: 2, base: upstream.base, redisUrl: redis.url, groups })
    const stop = steadily(fleet, 50, 'wide')
    await wait(500)
    expect(statuses(await askAtOnce(fleet, 20, 'tight'))).toEqual({ 200: 10, 429: 10 })
    await redis.kill()
    await allSay(fleet, lostLine)
    expect(statuses(await askAtOnce(fleet, 40, 'tight'))).toEqual({ 200: 10, 429: 30 })
    await redis.restart()
    await allSay(fleet, backLine)
    const wide = await stop()
    expect(statuses(wide)).toEqual({ 200: wide.length })
    expect(statuses(await askAtOnce(fleet, 40, 'tight'))).toEqual({ 429: 40 })
    expect(statuses(await askAtOnce(fleet, 40, 'fresh'))).toEqual({ 200: 10, 429: 30 })
    expect(fleet.map(storeLines)).toEqual([
      [1, 1],
      [1, 1],
    ])
  }, 60_000)

  it('that is down at the start is used once it is there', async () => {
    const redis = await redisOf()
    await redis.kill()
    const upstream = await upstreamOf()
    const fleet = await startFleet({
      ...{ count: 2, base: upstream.base, redisUrl: redis.url },
      ...{ groups: { main: { main: { rpm: 10 } }, fresh: { fresh: { rpm: 10 } } }, state: { instances: 2 } },
    })
    onTestFinished(() => endFleet(fleet))
    await allSay(fleet, lostLine)
    const told = await askAtOnce(fleet, 40, 'main')
    expect(statuses(told)).toEqual({ 200: 10, 429: 30 })
    await redis.restart()
    await allSay(fleet, backLine)
    expect(statuses(await askAtOnce(fleet, 40, 'main'))).toEqual({ 429: 40 })
    expect(statuses(await askAtOnce(fleet, 40, 'fresh'))).toEqual({ 200: 10, 429: 30 })
    expect(fleet.map(storeLines)).toEqual([
      [1, 1],
      [1, 1],
    ])
  }, 60_000)
})
