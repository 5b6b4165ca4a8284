import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { type RedisRelay, startRelay } from '../../../tools/redis/redis-relay.ts'
import { type RedisServer, startRedis } from '../../../tools/redis/redis-server.ts'
import { ask, one, statuses } from './test-support/ask-turnout.test.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted, endFleet, patient, startFleet } from './test-support/fleet.test.ts'
import type { Turnout } from './test-support/running-turnout.test.ts'
import { steadily } from './test-support/traffic.test.ts'

const groups = {
  free: { 'free-a': {}, 'free-b': {} },
  rare: { rare: { rpm: 1_000 } },
  often: { often: { rpm: 60_000 } },
  held: { held: { rpm: 60_000, tpm: 60_000_000, max_parallel_requests: 1_000 } },
}

/** Each process tells the others something five times a second, and what is urgent at once. */
const tellsPerSecond = 2 * 5

describeWithRedisServer('commands to Redis', () => {
  let redis: RedisServer
  let relay: RedisRelay
  let upstream: CountingUpstream
  let fleet: readonly Turnout[]

  beforeAll(async () => {
    ;[redis, upstream] = await Promise.all([startRedis(), countingUpstream()])
    relay = await startRelay(redis)
    fleet = await startFleet({ count: 2, base: upstream.base, redisUrl: relay.url, groups, state: patient })
    await acquainted(fleet)
  }, 60_000)
  afterAll(async () => {
    endFleet(fleet)
    await relay.stop()
    await Promise.all([upstream.stop(), redis.stop()])
  })

  const sent = () => {
    const { EVAL = 0, EVALSHA = 0, PUBLISH = 0, ...others } = relay.commandsSince()
    return { scripts: EVAL + EVALSHA, publish: PUBLISH, others }
  }

  it('are none for requests without limits, but for what is told the others from time to time', async () => {
    sent()
    const startedMs = performance.now()
    for (let at = 0; at < 300; at++) expect((await ask(one(fleet, at), 'free')).status).toBe(200)
    const seconds = (performance.now() - startedMs) / 1_000
    const { scripts, publish, others } = sent()
    expect(scripts).toBe(0)
    expect(others).toEqual({})
    expect(publish).toBeLessThanOrEqual((seconds + 1) * tellsPerSecond)
  }, 60_000)

  it('are one on the way of a request with a limit that is seldom used', async () => {
    const apartMs = 700
    // A script is sent whole the first time that a server hears of it.
    for (let at = 0; at < 2; at++) await ask(one(fleet, at), 'rare')
    await wait(apartMs)
    sent()
    const onTheWay: number[] = []
    upstream.reply((response, arrival) => {
      onTheWay.push(sent().scripts)
      return saysAfter(0)(response, arrival)
    })
    let beside = 0
    for (let at = 0; at < 15; at++) {
      expect((await ask(one(fleet, at), 'rare')).status).toBe(200)
      await wait(apartMs)
      beside += sent().scripts
    }
    upstream.reply(saysAfter(0))
    expect(onTheWay).toEqual(Array(15).fill(1))
    expect(beside).toBe(0)
  }, 60_000)

  it.each(['often', 'held'])(
    'are none for requests while a slice lasts (%s), and few for slices',
    async (group) => {
      const stop = steadily(fleet, 500, group)
      await wait(1_500)
      sent()
      const begun = upstream.count(group)
      await wait(4_000)
      const { scripts } = sent()
      const requests = upstream.count(group) - begun
      const answers = await stop()
      expect(statuses(answers)[200]).toBeGreaterThan(1_000)
      expect(requests).toBeGreaterThan(1_000)
      // Without slices each asks once before and tells once after. A machine that stands still lets a slice run out.
      expect(scripts).toBeLessThan(requests / 2)
    },
    60_000,
  )
})
