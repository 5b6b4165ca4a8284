import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { startRedis } from '../../../tools/redis/redis-server.ts'
import { ask, one } from './test-support/ask-turnout.test.ts'
import { saysAfter, upstreamOf } from './test-support/counting-upstream.test.ts'
import { fleetOf } from './test-support/fleet.test.ts'
import { until } from './test-support/running-turnout.test.ts'
import { quantile, steadily } from './test-support/traffic.test.ts'

const names = ['a', 'b', 'c'] as const
/** 90 requests run at a time, and 38 that ask for a deployment by its id. */
const perSecond = 60
const directPerSecond = 25
const slowMs = 1_500
const exchangeMs = 200

const setUp = async () => {
  const redis = await startRedis()
  onTestFinished(redis.stop)
  const upstream = await upstreamOf((response, arrival) =>
    saysAfter(arrival.user === 'long' ? 600_000 : slowMs * (0.5 + Math.random()))(response, arrival),
  )
  const fleet = await fleetOf({
    ...{ count: 3, base: upstream.base, redisUrl: redis.url },
    ...{ groups: { main: { a: {}, b: {}, c: {} } }, router: { routing_strategy: 'least-busy', timeout: 600 } },
  })
  const spread = () => names.map(upstream.running)
  return { upstream, fleet, spread }
}

describeWithRedisServer('least-busy over three processes', () => {
  it('stays as even as what starts and ends between two exchanges lets it be', async () => {
    const { fleet, spread, upstream } = await setUp()
    const stop = steadily(fleet, perSecond, 'main')
    // Only one of them knows of these by itself.
    const stopDirect = steadily(fleet.slice(0, 1), directPerSecond, 'a')
    await wait(2 * slowMs)
    const beganAt = upstream.arrivals.length
    const startedMs = performance.now()
    const differences: number[] = []
    while (performance.now() - startedMs < 8_000) {
      const now = spread()
      differences.push(Math.max(...now) - Math.min(...now))
      await wait(10)
    }
    const perMs = (upstream.arrivals.length - beganAt) / (performance.now() - startedMs)
    for (const { status } of [...(await stop()), ...(await stopDirect())]) expect(status).toBe(200)
    const turnover = 2 * perMs * exchangeMs
    expect(Math.max(...differences)).toBeLessThanOrEqual(turnover + 6)
    expect(quantile(differences, 0.5)).toBeLessThan(turnover / 3)
  }, 60_000)

  it('counts what runs elsewhere, and forgets it when that process is killed', async () => {
    const { fleet, spread, upstream } = await setUp()
    const [first, ...rest] = fleet
    if (!first) throw new Error('nobody is there')
    for (let at = 0; at < 30; at++) void ask(first, 'a', { user: 'long' })
    await until(
      () => upstream.running('a') === 30,
      () => String(spread()),
    )
    await wait(2 * exchangeMs)
    for (let at = 0; at < 20; at++) {
      void ask(one(rest, at), 'main', { user: 'long' })
      await wait(exchangeMs / 4)
    }
    expect(upstream.running('a')).toBe(30)
    expect(Math.abs(upstream.running('b') - upstream.running('c'))).toBeLessThanOrEqual(6)

    first.signal('SIGKILL')
    const killedMs = performance.now()
    await until(
      () => upstream.running('a') === 0,
      () => String(spread()),
    )
    for (let at = 0; upstream.running('a') === 0; at++) {
      expect(performance.now() - killedMs).toBeLessThan(7_000)
      void ask(one(rest, at), 'main', { user: 'short' })
      await wait(100)
    }
  }, 60_000)
})
