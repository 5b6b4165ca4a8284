import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { cachingTurnout, numberingOf } from '../test-support/caching.test.ts'
import { until } from '../test-support/running-turnout.test.ts'
import { say } from '../test-support/say.test.ts'
import { redisOf } from '../test-support/store-lines.test.ts'

/** LiteLLM's own entry (caching.py, `_add_cache`): a time, and the answer as text. */
const litellms = JSON.stringify({
  timestamp: 1_700_000_000.5,
  response: JSON.stringify({ id: 'chatcmpl-theirs', object: 'chat.completion', choices: [] }),
})

/** The same with a checksum of what it says. */
const summed = (value: string): string => {
  const rest = value.slice(value.indexOf(' ') + 1)
  return `${crc32(rest)} ${rest}`
}

const spoilt: Readonly<Record<string, (value: string, another: string) => readonly string[]>> = {
  'a letter of the answer changed': (value) => ['SET', value.replace('This is number', 'This is nunber')],
  'its usage changed': (value) => ['SET', value.replace('"total_tokens":8', '"total_tokens":9')],
  truncated: (value) => ['SET', value.slice(0, -20)],
  'only its head': (value) => ['SET', value.slice(0, value.indexOf('\n') + 1)],
  'half of its head': (value) => ['SET', value.slice(0, 40)],
  'of an older format': (value) => ['SET', summed(value.replace('turnout-1', 'turnout-0'))],
  'of a deployment that is not there': (value) => [
    'SET',
    summed(value.replace('"deploymentId":"main"', '"deploymentId":"x"')),
  ],
  'without facts': (value) => ['SET', summed(value.replace(/ .*\n/, ' {}\n'))],
  'LiteLLM’s': () => ['SET', litellms],
  'only an answer': (value) => ['SET', value.slice(value.indexOf('\n') + 1)],
  'kept under another key': (_, another) => ['SET', another],
  empty: () => ['SET', ''],
  'a line without an end': () => ['SET', 'x'.repeat(10_000)],
  'a list': () => ['RPUSH', 'a', 'b'],
  'a hash': () => ['HSET', 'a', 'b'],
}

describeWithRedisServer('a value in Redis that is not what was kept', () => {
  it('is passed over and replaced, whatever it is', async () => {
    const redis = await redisOf()
    const { base } = await numberingOf()
    const router = { state: { command_timeout: 10, prefix: 'p' } }
    const turnout = await cachingTurnout({
      base,
      groups: { main: {} },
      router,
      cache: { type: 'redis', url: redis.url },
    })
    const placeOf = (key: string | null) => `p:answer:${key}`
    const isKept = async (key: string | null) => (await redis.cli('EXISTS', placeOf(key))) === '1'
    const kept = async (about: string) => {
      const { key, id } = await say(turnout, 'main', about)
      await until(() => isKept(key), turnout.output)
      return { place: placeOf(key), id, value: await redis.cli('GET', placeOf(key)) }
    }
    const another = await kept('another')
    for (const [what, spoil] of Object.entries(spoilt)) {
      const { place, value, id } = await kept(what)
      const [command = '', ...words] = spoil(value, another.value)
      expect(words.join(), what).not.toBe(value)
      await redis.cli('DEL', place)
      await redis.cli(command, place, ...words)
      const fresh = await say(turnout, 'main', what)
      expect(fresh, what).toMatchObject({ status: 200, cache: 'miss' })
      expect(fresh.id, what).not.toBe(id)
      await until(async () => (await redis.cli('TYPE', place)) === 'string', turnout.output)
      await until(async () => (await say(turnout, 'main', what)).cache === 'hit', turnout.output)
      expect(await say(turnout, 'main', what), what).toMatchObject({ cache: 'hit', id: fresh.id })
    }
    expect(turnout.output()).not.toContain('cache is lost')
  }, 60_000)
})
