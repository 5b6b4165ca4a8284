import OpenAI from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { type RedisServer, startRedis } from '../../../tools/redis/redis-server.ts'
import { ask, askAtOnce, one, statuses, type Told } from './test-support/ask-turnout.test.ts'
import { type CountingUpstream, countingUpstream, saysAfter } from './test-support/counting-upstream.test.ts'
import { acquainted, endFleet, patient, startFleet } from './test-support/fleet.test.ts'
import { heldIn } from './test-support/held-in-redis.test.ts'
import { type Turnout, until } from './test-support/running-turnout.test.ts'

/** A prompt of 1 to 20 tokens and an answer of 180: five fit into 1 000, and never six. */
const tokens = { max_tokens: 180 }
const tpm = 1_000
const fits = 5

const twice = (name: string, params: object) => ({ [`${name}-a`]: params, [`${name}-b`]: params })
const groups = {
  rpm: twice('rpm', { rpm: 10 }),
  client: twice('client', { rpm: 10 }),
  streamed: twice('streamed', { rpm: 10 }),
  tpm: twice('tpm', { tpm }),
  parallel: twice('parallel', { max_parallel_requests: 5 }),
  all: twice('all', { rpm: 10, tpm, max_parallel_requests: 7 }),
}

describeWithRedisServer('four processes with one Redis', () => {
  let redis: RedisServer
  let upstream: CountingUpstream
  let fleet: readonly Turnout[]

  beforeAll(async () => {
    ;[redis, upstream] = await Promise.all([startRedis(), countingUpstream()])
    fleet = await startFleet({ count: 4, base: upstream.base, redisUrl: redis.url, groups, state: patient })
    await acquainted(fleet)
  }, 60_000)
  afterAll(async () => {
    endFleet(fleet)
    await Promise.all([upstream.stop(), redis.stop()])
  })

  const reached = (group: string) => [upstream.count(`${group}-a`), upstream.count(`${group}-b`)]
  const peaks = (group: string) => [upstream.peak(`${group}-a`), upstream.peak(`${group}-b`)]
  const refused = (told: readonly Told[]) => told.filter(({ status }) => status === 429)

  /** No answer tells what it really took before it is decided who is admitted. */
  async function askUndecided(count: number, group: string, extra: object): Promise<readonly Told[]> {
    const decided = Promise.withResolvers<void>()
    upstream.reply(async (response, arrival) => {
      await decided.promise
      return saysAfter(0)(response, arrival)
    })
    let refusals = 0
    const told = Array.from({ length: count }, async (_, at) => {
      const answer = await ask(one(fleet, at), group, extra)
      if (answer.status !== 200) refusals++
      return answer
    })
    const arrived = () => upstream.running(`${group}-a`) + upstream.running(`${group}-b`)
    await until(
      () => arrived() + refusals === count,
      () => `${arrived()} arrived, ${refusals} were refused`,
    )
    decided.resolve()
    return Promise.all(told)
  }

  it('admit of 400 requests at once exactly the 20 that two deployments may have in a minute', async () => {
    const told = await askAtOnce(fleet, 400, 'rpm')
    expect(statuses(told)).toEqual({ 200: 20, 429: 380 })
    expect(reached('rpm')).toEqual([10, 10])
    for (const { retryAfter } of refused(told)) {
      expect(retryAfter).toBeGreaterThan(0)
      expect(retryAfter).toBeLessThanOrEqual(60)
    }
    expect(statuses(await askAtOnce(fleet, 40, 'rpm'))).toEqual({ 429: 40 })
  }, 60_000)

  it('admit as many streams', async () => {
    upstream.reply(saysAfter(50))
    const told = await askAtOnce(fleet, 400, 'streamed', { stream: true })
    expect(statuses(told)).toEqual({ 200: 20, 429: 380 })
    expect(reached('streamed')).toEqual([10, 10])
    expect(told.filter(({ text }) => text.endsWith('data: [DONE]\n\n'))).toHaveLength(20)
  }, 60_000)

  it('admit as many of the official client', async () => {
    const clients = fleet.map(({ url }) => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 }))
    const messages = [{ role: 'user' as const, content: 'hi' }]
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => {
        const client = clients[at % clients.length]
        return client?.chat.completions.create({ model: 'client', messages }).catch((error: unknown) => error)
      }),
    )
    const errors = answers.filter((answer) => answer instanceof OpenAI.RateLimitError)
    expect(errors).toHaveLength(80)
    for (const { headers } of errors) expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0)
    expect(reached('client')).toEqual([10, 10])
  }, 60_000)

  it('admit exactly as many tokens as fit', async () => {
    const told = await askUndecided(400, 'tpm', tokens)
    expect(statuses(told)).toEqual({ 200: 2 * fits, 429: 400 - 2 * fits })
    expect(reached('tpm')).toEqual([fits, fits])
    for (const { retryAfter } of refused(told)) expect(retryAfter).toBeGreaterThan(0)
  }, 60_000)

  it.each([false, true])(
    'never have more of them run at a time than may, streamed: %s',
    async (stream) => {
      upstream.forget()
      upstream.reply(saysAfter(300))
      const told = await askAtOnce(fleet, 400, 'parallel', { stream })
      const { 200: served = 0, 429: not = 0, ...others } = statuses(told)
      expect(others).toEqual({})
      expect(served + not).toBe(400)
      expect(served).toBeGreaterThanOrEqual(10)
      expect(peaks('parallel')).toEqual([5, 5])
      for (const { retryAfter } of refused(told)) expect(retryAfter).toBeGreaterThan(0)

      const held = () =>
        Promise.all(['a', 'b'].map((name) => heldIn(redis, 'parallel', `parallel-${name}`, 'parallel')))
      await until(
        async () => (await held()).every((sum) => sum === 0),
        () => 'places are not free',
      )
      expect(statuses(await askAtOnce([one(fleet, 3)], 10, 'parallel', { stream }))).toEqual({ 200: 10 })
      expect(peaks('parallel')).toEqual([5, 5])
    },
    60_000,
  )

  it('hold all three limits together: the narrowest counts', async () => {
    const told = await askUndecided(400, 'all', tokens)
    expect(statuses(told)).toEqual({ 200: 2 * fits, 429: 400 - 2 * fits })
    expect(reached('all')).toEqual([fits, fits])
  }, 60_000)
})
