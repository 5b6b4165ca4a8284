import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendJson } from '../../../tools/fake-upstream.ts'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { type RedisServer, startRedis } from '../../../tools/redis/redis-server.ts'
import { ask, one } from './test-support/ask-turnout.test.ts'
import {
  type Arrival,
  type CountingUpstream,
  countingUpstream,
  type Reply,
  saysAfter,
} from './test-support/counting-upstream.test.ts'
import { acquainted, endFleet, startFleet, stateOf } from './test-support/fleet.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'
import { quantile, steadily } from './test-support/traffic.test.ts'

const rounds = 9
const heardInMs = 250

const pair = (name: string) => ({ [name]: { [`${name}-a`]: {}, [`${name}-b`]: {} } })
const roundNames = Array.from({ length: rounds }, (_, at) => `round${at}`)
const groups = Object.assign({}, ...[...roundNames, 'trial', 'cancelled'].map(pair))

const busy =
  (seconds: number): Reply =>
  (response, { over }) => {
    over()
    const error = JSON.stringify({ error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } })
    sendJson(response, 429, error, { 'retry-after': String(seconds) })
  }

describeWithRedisServer('a cooldown of three processes', () => {
  let redis: RedisServer
  let upstream: CountingUpstream
  let fleet: readonly Turnout[]
  /** What deployments answer with that do not just say something. */
  let replies: Record<string, Reply>

  beforeAll(async () => {
    replies = {}
    ;[redis, upstream] = await Promise.all([
      startRedis(),
      countingUpstream((response, arrival) => (replies[arrival.model] ?? saysAfter(0))(response, arrival)),
    ])
    fleet = await startFleet({
      ...{ count: 3, base: upstream.base, redisUrl: redis.url, groups },
      router: { routing_strategy: 'simple-shuffle' },
    })
    await acquainted(fleet)
  }, 60_000)
  afterAll(async () => {
    endFleet(fleet)
    await Promise.all([upstream.stop(), redis.stop()])
  })

  const arrivalsAt = (model: string) => upstream.arrivals.filter((arrival) => arrival.model === model)

  /** One process is told that the deployment rests; resolves to when. */
  async function restsFor(seconds: number, model: string, group: string, by: Turnout): Promise<number> {
    let toldMs = Number.NaN
    replies[model] = (response, arrival) => {
      if (arrival.user !== 'finder') return saysAfter(0)(response, arrival)
      toldMs = performance.now()
      return busy(seconds)(response, arrival)
    }
    while (Number.isNaN(toldMs)) await ask(by, group, { user: 'finder' })
    return toldMs
  }

  /** How long the others went on sending. */
  async function lagOf(group: string): Promise<number> {
    const model = `${group}-a`
    const stop = steadily(fleet.slice(1), 200, group)
    await wait(300)
    const toldMs = await restsFor(30, model, group, one(fleet, 0))
    await wait(600)
    const since = (ms: number) => arrivalsAt(model).filter(({ atMs }) => atMs >= ms)
    expect(since(toldMs - 250).length - since(toldMs).length).toBeGreaterThan(5)
    const answers = await stop()
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    return Math.max(0, ...since(toldMs).map(({ atMs }) => atMs - toldMs))
  }

  it('that one of them sees holds for the others within 250 ms', async () => {
    const lags: number[] = []
    for (const name of roundNames) lags.push(await lagOf(name))
    expect(quantile(lags, 0.5), `${lags.map(Math.round)} ms`).toBeLessThan(heardInMs)
    expect(lags.filter((ms) => ms < heardInMs).length).toBeGreaterThan(rounds / 2)
  }, 60_000)

  it('is told of by each of them', async () => {
    const states = await Promise.all(fleet.map(stateOf))
    const ids = states.map(({ instances }) => instances.map(({ id }) => id))
    expect(new Set(ids.flat()).size).toBe(3)
    for (const { store, instances, deployments } of states) {
      expect(instances).toHaveLength(2)
      expect(store).toMatchObject({ status: 'ok' })
      expect(store.staleness_ms).toBeGreaterThanOrEqual(0)
      expect(store.staleness_ms).toBeLessThan(5_000)
      const cooling = deployments.find(({ id }) => id === `${roundNames.at(-1)}-a`)?.cooling_for_ms
      expect(cooling).toBeGreaterThan(20_000)
      expect(cooling).toBeLessThanOrEqual(30_000)
    }
    const left = states.map(({ deployments }) => deployments.find(({ id }) => id === 'round0-a')?.cooling_for_ms ?? 0)
    expect(Math.max(...left) - Math.min(...left)).toBeLessThan(1_000)
  })

  it('is followed by one probe over all of them, and by all when it proves that it works', async () => {
    const toldMs = await restsFor(1, 'trial-a', 'trial', one(fleet, 0))
    const answered = Promise.withResolvers<void>()
    replies['trial-a'] = async (response, arrival) => {
      await answered.promise
      return saysAfter(0)(response, arrival)
    }
    const stop = steadily(fleet, 150, 'trial', (at) => ({ user: String(at) }))
    const probes = () => arrivalsAt('trial-a').filter(({ atMs }) => atMs > toldMs + heardInMs)
    await until(
      () => probes().length > 0,
      () => 'no probe',
    )
    await wait(3_000)
    expect(probes()).toHaveLength(1)
    expect((await stateOf(one(fleet, 1))).deployments.find(({ id }) => id === 'trial-a')?.on_trial).toBe(true)

    answered.resolve()
    await until(
      () => new Set(probes().map(({ user }) => user)).size === 3,
      () => `${probes().length} arrived`,
    )
    for (const { status } of await stop()) expect(status).toBe(200)
  }, 60_000)

  it('leaves the place of a cancelled probe to the next', async () => {
    const group = 'cancelled'
    const model = 'cancelled-a'
    const toldMs = (await restsFor(1, model, group, one(fleet, 0))) + heardInMs
    await wait(heardInMs)
    const held: Arrival[] = []
    replies[model] = (_response, arrival) => void held.push(arrival)
    const requests = new Map<string, AbortController>()
    let isOver = false
    const asking = (async () => {
      for (let at = 0; !isOver; at++) {
        const controller = new AbortController()
        requests.set(String(at), controller)
        void ask(one(fleet, at), group, { user: String(at) }, controller.signal)
        await wait(10)
      }
    })()
    for (let probe = 1; probe <= 3; probe++) {
      await until(
        () => held.length === probe,
        () => `no probe ${probe}`,
      )
      await wait(300)
      expect(held).toHaveLength(probe)
      requests.get(held[probe - 1]?.user ?? '')?.abort()
      const cancelledMs = performance.now()
      await until(
        () => held.length > probe,
        () => `nobody took the place of probe ${probe}`,
      )
      expect(performance.now() - cancelledMs).toBeLessThan(2_500)
    }
    isOver = true
    await asking
    for (const controller of requests.values()) controller.abort()
    expect(arrivalsAt(model).filter(({ atMs }) => atMs > toldMs)).toHaveLength(4)
  }, 60_000)
})
