import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRedis } from '../../../../tools/redis/redis-server.ts'
import { cacheLines, saysBack, saysLost } from '../test-support/cache-lines.test.ts'
import { cachingTurnout, numberingOf } from '../test-support/caching.test.ts'
import { type Turnout, until } from '../test-support/running-turnout.test.ts'
import { type Said, say } from '../test-support/say.test.ts'
import { redisOf } from '../test-support/store-lines.test.ts'

const groups = { main: {} }

/** So many at once about something new each, again and again, for so long. */
async function newQuestions(turnout: Turnout, name: string, forMs: number, atOnce: number): Promise<readonly Said[]> {
  const asked: Promise<Said>[] = []
  for (const startedMs = performance.now(); performance.now() - startedMs < forMs; await wait(100))
    for (let at = 0; at < atOnce; at++) asked.push(say(turnout, 'main', `${name} ${asked.length}`))
  return Promise.all(asked)
}

/** Until what was asked is kept again. */
const keepsAgain = (turnout: Turnout, about: string) =>
  until(async () => (await say(turnout, 'main', about)).cache === 'hit', turnout.output)

const allAnswered = (said: readonly Said[]) => said.every(({ status }) => status === 200)

describeWithRedisServer('a Redis of answers that is lost', () => {
  it('two proxies share what is in it, plain and streamed', async () => {
    const redis = await redisOf()
    const { base, asked } = await numberingOf()
    const options = {
      base,
      groups,
      cache: { type: 'redis', url: redis.url },
      router: { state: { command_timeout: 10 } },
    }
    const [one, other] = await Promise.all([cachingTurnout(options), cachingTurnout(options)])
    const { id } = await say(one, 'main', 'hi')
    await keepsAgain(one, 'hi')
    expect(await say(other, 'main', 'hi')).toMatchObject({ cache: 'hit', id })
    expect(await say(other, 'main', 'hi', { stream: true })).toMatchObject({ cache: 'hit', id })
    expect(asked.length).toBeLessThanOrEqual(2)
  }, 60_000)

  it('down at the start: served, and used once it is there', async () => {
    const redis = await redisOf()
    await redis.kill()
    const { base } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups, cache: { type: 'redis', url: redis.url } })
    const said = await newQuestions(turnout, 'down', 1_500, 3)
    expect(allAnswered(said)).toBe(true)
    await saysLost(turnout)
    await redis.restart()
    await keepsAgain(turnout, 'later')
    await saysBack(turnout)
    expect(cacheLines(turnout)).toEqual([1, 1])
  }, 60_000)

  it('killed while it serves: served all the time, and used again', async () => {
    const redis = await redisOf()
    const { base } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups, cache: { type: 'redis', url: redis.url } })
    await keepsAgain(turnout, 'before')
    const asking = newQuestions(turnout, 'killed', 3_000, 5)
    await wait(500)
    await redis.kill()
    expect(allAnswered(await asking)).toBe(true)
    await saysLost(turnout)
    await redis.restart()
    await keepsAgain(turnout, 'after')
    await saysBack(turnout)
    expect(cacheLines(turnout)).toEqual([1, 1])
  }, 60_000)

  it('frozen: nobody waits for longer than for a command, and after the first ones hardly anybody', async () => {
    const redis = await redisOf()
    const { base } = await numberingOf()
    const router = { state: { command_timeout: 2 } }
    const turnout = await cachingTurnout({ base, groups, router, cache: { type: 'redis', url: redis.url } })
    await keepsAgain(turnout, 'before')
    redis.pause()
    const first = await Promise.all(Array.from({ length: 10 }, (_, at) => say(turnout, 'main', `first ${at}`)))
    const later = await newQuestions(turnout, 'later', 5_000, 10)
    expect(allAnswered([...first, ...later])).toBe(true)
    expect(Math.max(...[...first, ...later].map(({ tookMs }) => tookMs))).toBeLessThan(10_000)
    // One looks whether it is back, now and then.
    expect(later.filter(({ tookMs }) => tookMs > 1_500).length).toBeLessThan(later.length / 4)
    redis.resume()
    await keepsAgain(turnout, 'after')
    await saysBack(turnout)
    expect(cacheLines(turnout)).toEqual([1, 1])
  }, 60_000)

  it('full: what it has is given, and that it takes no more is said once', async () => {
    const redis = await startRedis({ args: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'] })
    onTestFinished(redis.stop)
    const { base } = await numberingOf()
    const turnout = await cachingTurnout({ base, groups, cache: { type: 'redis', url: redis.url } })
    expect(allAnswered(await newQuestions(turnout, 'full', 4_500, 2))).toBe(true)
    expect(cacheLines(turnout)).toEqual([1, 0])
  }, 60_000)
})
