import { setTimeout as wait } from 'node:timers/promises'
import { startRedis } from '../../redis/redis-server.ts'
import { serveTurnout } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
import { floodFromOutside, medianSecond, portOf, total } from './flood-from-outside.ts'
import { groupsAt, startLoadUpstream } from './upstreams.ts'

const perSecond = 300
const calmSeconds = 3

/** Redis stands still for so long under steady traffic that has limits. */
export async function redisFreeze(seconds: number): Promise<readonly Figure[]> {
  const [upstream, redis] = await Promise.all([startLoadUpstream(), startRedis()])
  const limits = { rpm: 1_000_000, max_parallel_requests: 1_000 }
  const router_settings = { routing_strategy: 'usage-based-routing-v2', num_retries: 0, state: { redis: redis.url } }
  const config = { ...groupsAt(upstream.base, ['quick'], limits), router_settings }
  const turnout = await serveTurnout(JSON.stringify(config))
  const asks = (forSeconds: number) =>
    floodFromOutside({ ...{ port: portOf(turnout), model: 'quick', connections: 200 }, perSecond, seconds: forSeconds })
  try {
    const calm = (await asks(calmSeconds + 1)).slice(1, calmSeconds + 1)
    const flooding = asks(1 + seconds)
    await wait(1_000)
    redis.pause()
    const told = await flooding
    redis.resume()
    const usualMs = medianSecond(calm, ({ servedMs }) => servedMs.p99)
    const worstMs = Math.max(...told.slice(0, 3).map(({ servedMs }) => servedMs.p99))
    const restMs = medianSecond(told.slice(3, seconds), ({ servedMs }) => servedMs.p99)
    return [
      { what: 'p99 more in the second in which it freezes', unit: ' ms', most: 60, is: worstMs - usualMs },
      { what: 'p99 more after that', unit: ' ms', most: 2, is: restMs - usualMs },
      { what: 'requests that are not served', unit: '', most: 0, is: total(told, 'refused') + total(told, 'other') },
    ]
  } finally {
    turnout.signal('SIGKILL')
    await Promise.all([upstream.stop(), redis.stop()])
  }
}
