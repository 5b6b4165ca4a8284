import { setTimeout as wait } from 'node:timers/promises'
import { startRedis } from '../../redis/redis-server.ts'
import { serveTurnout } from '../../start-turnout.ts'
import type { Figure } from './figure.ts'
import { floodFromOutside, portOf, total } from './flood-from-outside.ts'
import { groupsAt, startLoadUpstream } from './upstreams.ts'

const perSecond = 50
const places = 20
/** What a process that is gone held is free after this. */
const heldMs = 16_500

/** One of three that share a Redis is killed under traffic, for so long; it holds half of the places of a group. */
export async function kill(seconds: number): Promise<readonly Figure[]> {
  const [upstream, redis] = await Promise.all([startLoadUpstream(), startRedis()])
  const router_settings = { routing_strategy: 'usage-based-routing-v2', num_retries: 0, state: { redis: redis.url } }
  const quick = groupsAt(upstream.base, ['quick'], { rpm: 1_000_000 }).model_list
  const slow = groupsAt(upstream.base, ['slow'], { max_parallel_requests: places }).model_list
  const model_list = [...quick, ...slow]
  const file = JSON.stringify({ model_list, router_settings })
  const doomed = await serveTurnout(file)
  const others = await Promise.all([serveTurnout(file), serveTurnout(file)])
  const stream = ({ url }: { readonly url: string }) => {
    const body = JSON.stringify({ model: 'slow', stream: true, messages: [{ role: 'user', content: 'hi' }] })
    return fetch(`${url}/v1/chat/completions`, { method: 'POST', body }).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      () => ({ status: 0, text: '' }),
    )
  }
  try {
    const asks = others.map((one) =>
      floodFromOutside({ ...{ port: portOf(one), model: 'quick', connections: 10 }, perSecond, seconds }),
    )
    for (let i = 0; i < places / 2; i++) void stream(doomed).catch(() => {})
    await wait(1_000)
    doomed.signal('SIGKILL')
    const told = (await Promise.all(asks)).flat()
    await wait(Math.max(0, heldMs - seconds * 1_000))
    const after = await Promise.all(Array.from({ length: places }, (_, at) => stream(others[at % 2 === 0 ? 0 : 1])))
    return [
      {
        what: 'requests to the others that are not served',
        unit: '',
        most: 0,
        is: total(told, 'refused') + total(told, 'other'),
      },
      {
        what: 'places that are not free again',
        unit: '',
        most: 0,
        is: after.filter(({ status }) => status !== 200).length,
      },
    ]
  } finally {
    for (const one of [doomed, ...others]) one.signal('SIGKILL')
    await Promise.all([upstream.stop(), redis.stop()])
  }
}
