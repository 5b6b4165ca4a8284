import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { type RedisServer, startRedis } from '../../../tools/redis/redis-server.ts'
import { ask, askAtOnce, one, statuses } from './test-support/ask-turnout.test.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted, endFleet, patient, startFleet } from './test-support/fleet.test.ts'
import { heldIn } from './test-support/held-in-redis.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'
import { mostInWindow, steadily } from './test-support/traffic.test.ts'

/** What a process that is gone held is free after so long; a slice of a window counts for a window from its end on. */
const heldMs = 15_000
const sliceEndsMs = 61_000
const marginMs = 1_500

const places = 6
const many = 200
const rpm = 300

const groups = {
  places: { 'places-a': { max_parallel_requests: places }, 'places-b': { max_parallel_requests: places } },
  many: { many: { max_parallel_requests: many } },
  window: { window: { rpm } },
}

describeWithRedisServer('a process that is killed', () => {
  let redis: RedisServer
  let upstream: CountingUpstream
  let fleet: readonly Turnout[]
  let rest: readonly Turnout[]
  let killedMs: number

  /** Until nobody is served any more. What one takes as a slice and does not need, another is refused for a moment. */
  async function askForAll(group: string): Promise<void> {
    for (let served = 1; served > 0; await wait(300)) served = statuses(await askAtOnce(rest, rpm, group))[200] ?? 0
  }
  const sinceMs = () => performance.now() - killedMs
  const running = () => upstream.running('places-a') + upstream.running('places-b')

  /** In the middle of load, while it has places one by one, places by slices, and slices of a window. */
  beforeAll(async () => {
    ;[redis, upstream] = await Promise.all([startRedis(), countingUpstream()])
    fleet = await startFleet({ count: 3, base: upstream.base, redisUrl: redis.url, groups, state: patient })
    await acquainted(fleet)
    rest = fleet.slice(1)
    const hangs = saysAfter(600_000)
    upstream.reply((response, arrival) =>
      (arrival.model.startsWith('places') ? hangs : saysAfter(100))(response, arrival),
    )
    const doomed = one(fleet, 0)
    for (let at = 0; at < 8; at++) void ask(doomed, 'places')
    await until(
      () => running() === 8,
      () => `${running()} of 8 run`,
    )
    const load = [steadily([doomed], 100, 'many'), steadily([doomed], 50, 'window')]
    await wait(1_200)
    expect(await heldIn(redis, 'many', 'many', 'parallel')).toBeGreaterThan(20)
    doomed.signal('SIGKILL')
    killedMs = performance.now()
    await Promise.all(load.map((stop) => stop()))
  }, 60_000)
  afterAll(async () => {
    endFleet(fleet)
    await Promise.all([upstream.stop(), redis.stop()])
  })

  it.concurrent('leaves places that come back by themselves, and count once', async () => {
    // Those that are admitted run until the end.
    const asked = () => askAtOnce(rest, 20, 'places')
    void asked()
    await until(
      () => running() === 2 * places - 8,
      () => `${running()} run`,
    )
    while (running() < 2 * places) {
      expect(sinceMs()).toBeLessThan(heldMs + marginMs)
      void asked()
      await wait(250)
      expect(running()).toBeLessThanOrEqual(2 * places)
    }
    void asked()
    await wait(500)
    expect([upstream.peak('places-a'), upstream.peak('places-b')]).toEqual([places, places])
  }, 60_000)

  it.concurrent('leaves slices of places that come back by themselves', async () => {
    await until(
      async () => (await heldIn(redis, 'many', 'many', 'parallel')) === 0,
      () => 'slices are held',
    )
    expect(sinceMs()).toBeLessThan(heldMs + marginMs)
  }, 60_000)

  it.concurrent('leaves its slices of a window counted, for as long as they may have been spent, and no longer', async () => {
    await askForAll('window')
    const lastMs = performance.now()
    const before = upstream.count('window')
    expect(before).toBeLessThanOrEqual(rpm)
    expect(await heldIn(redis, 'window', 'window', 'rpm')).toBe(rpm)

    await wait(lastMs - performance.now() + sliceEndsMs + marginMs)
    await askForAll('window')
    expect(upstream.count('window') - before).toBe(rpm)
    const times = upstream.arrivals.flatMap(({ model, atMs }) => (model === 'window' ? [atMs] : []))
    expect(mostInWindow(times, 60_000 - 1_000)).toBe(rpm)
  }, 120_000)
})
