import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RedisSettings, Secret, systemClock } from '@turnout/core'
import { Cluster } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeWithRedisServer } from '../../../../tools/redis/describe-with-redis.ts'
import { startRelay } from '../../../../tools/redis/redis-relay.ts'
import { connect } from './connect.ts'
import { serverOf } from './test-support/store-on.test.ts'

const nowhere = { host: '127.0.0.1', port: 1 }

describe('connect', () => {
  it.each<readonly [string, RedisSettings]>([
    ['one server', nowhere],
    ['an address', { url: new Secret('redis://127.0.0.1:1') }],
    ['sentinels', { sentinels: [nowhere] }],
    ['a cluster', { cluster: [nowhere] }],
  ])('R07: %s: nothing is sent again, so nothing may wait for an answer for ever', (_name, settings) => {
    const client = connect(settings)
    onTestFinished(() => client.disconnect())
    const options = client instanceof Cluster ? client.options.redisOptions : client.options
    expect(options).toMatchObject({
      ...{ autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 },
      ...{ socketTimeout: expect.any(Number), connectTimeout: expect.any(Number) },
    })
    expect(client.options).toMatchObject({ enableOfflineQueue: false })
  })

  it('R07: is the only place where connections are made', () => {
    const makers = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((name) =>
        /new (Redis|Cluster)\(|\.duplicate\(/.test(readFileSync(join(import.meta.dirname, name), 'utf8')),
      )
    expect(makers).toEqual(['connect.ts'])
  })
})

describeWithRedisServer('R07: a command that is not answered', () => {
  it.each(['silence', 'cut'] as const)(
    'ends, and so do those behind it (%s)',
    async (after) => {
      const relay = await startRelay(await serverOf())
      onTestFinished(relay.stop)
      const client = connect({ url: new Secret(relay.url) })
      onTestFinished(() => client.disconnect())
      await new Promise((resolve) => client.once('ready', resolve))
      relay.swallowReplies(1, after)
      const ended = Promise.allSettled([client.incr('one'), client.incr('two')])
      expect(await Promise.race([ended.then(() => 'ended'), systemClock.sleep(20_000)])).toBe('ended')
    },
    30_000,
  )
})
