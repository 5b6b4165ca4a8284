import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'

const environment = { REDIS_URL: 'redis://:sesame@h:6380/2', PORT: '6380', PASSWORD: 'sesame', EMPTY: '' }
const load = (router_settings: object, litellm_settings: object = {}) =>
  fromObject({ router_settings, litellm_settings }, { environment })
const stateOf = (router: object, litellm?: object) => load(router, litellm).config?.state
/** Where Redis is, with the secrets in the open. */
const redisOf = (router: object, litellm?: object) => {
  const redis = stateOf(router, litellm)?.redis
  if (!redis) return undefined
  const { url, password, sentinelPassword, ...rest } = redis
  return {
    ...rest,
    ...(url ? { url: url.reveal() } : {}),
    ...(password ? { password: password.reveal() } : {}),
    ...(sentinelPassword ? { sentinelPassword: sentinelPassword.reveal() } : {}),
  }
}

describe('stateOf', () => {
  it('is nothing unless there is a Redis', () => {
    expect(load({}).config).not.toHaveProperty('state')
    expect(stateOf({ state: { on_store_error: 'open' } })).toBeUndefined()
  })

  it('has usual values for everything but where Redis is', () => {
    expect(stateOf({ redis_url: 'redis://h' })).toMatchObject({
      ...{ onStoreError: 'share', instances: 1, commandTimeoutMs: 50, exchangeMs: 200, prefix: 'turnout' },
    })
  })

  it('takes its times in seconds', () => {
    const state = {
      on_store_error: 'closed',
      instances: '3',
      command_timeout: '0.1',
      exchange_interval: 1,
      prefix: 'p',
    }
    expect(stateOf({ redis_url: 'redis://h', state })).toMatchObject({
      ...{ onStoreError: 'closed', instances: 3, commandTimeoutMs: 100, exchangeMs: 1_000, prefix: 'p' },
    })
  })

  it('never shows a password or an address', () => {
    const redis = { url: 'os.environ/REDIS_URL', password: 'sesame', sentinel_password: 'sesame' }
    expect(JSON.stringify(load({ state: { redis } }))).not.toContain('sesame')
    expect(JSON.stringify(stateOf({ redis_url: 'os.environ/REDIS_URL' }))).toContain('"url":"[secret]"')
  })
})

describe('the Redis of `state`', () => {
  it.each([
    ['rediss://h:6380', { url: 'rediss://h:6380' }],
    ['unix:///run/redis.sock', { url: 'unix:///run/redis.sock' }],
    ['/run/redis.sock', { url: '/run/redis.sock' }],
    ['redis://h/2?x=1', { url: 'redis://h/2?x=1' }],
    ['os.environ/REDIS_URL', { url: 'redis://:sesame@h:6380/2' }],
    [
      { url: 'redis://h', password: 'p' },
      { url: 'redis://h', password: 'p' },
    ],
    [{ host: 'h' }, { host: 'h' }],
    [
      { host: 'h', port: 'os.environ/PORT', username: 'u', password: 'os.environ/PASSWORD', db: '0', tls: 'true' },
      { host: 'h', port: 6380, username: 'u', password: 'sesame', db: 0, tls: true },
    ],
    [
      { host: 'h', ssl: true },
      { host: 'h', tls: true },
    ],
    [
      { host: 'h', ssl: true, tls: false },
      { host: 'h', tls: false },
    ],
    [{ host: 'h', password: 'os.environ/EMPTY', username: '' }, { host: 'h' }],
    [{ url: 'redis://h', host: 'i', port: 1 }, { url: 'redis://h' }],
    [
      { cluster: [{ host: 'a', port: 1 }, 'b:2', 'c', '[::1]:3', null], password: 'p', db: 3 },
      {
        cluster: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'c', port: 6379 },
          { host: '::1', port: 3 },
        ],
        password: 'p',
      },
    ],
    [
      { sentinels: ['a', { host: 'b' }, ['c', '1']], sentinel_name: 'm', sentinel_password: 's', db: 1 },
      {
        sentinels: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 26_379 },
          { host: 'c', port: 1 },
        ],
        ...{ sentinelName: 'm', sentinelPassword: 's', db: 1 },
      },
    ],
    [
      { sentinels: ['a:1'], service_name: 'm' },
      { sentinels: [{ host: 'a', port: 1 }], sentinelName: 'm' },
    ],
  ])('is what %j says', (redis, expected) => {
    expect(redisOf({ state: { redis } })).toEqual(expected)
    expect(load({ state: { redis } }).problems.filter(({ code }) => code !== 'no-deployments')).toEqual([])
  })

  it('may be written flat', () => {
    const state = {
      ...{ redis_host: 'h', redis_port: '1', redis_username: 'u', redis_password: 'p', redis_db: 2, redis_ssl: true },
    }
    expect(redisOf({ state })).toEqual({ host: 'h', port: 1, username: 'u', password: 'p', db: 2, tls: true })
    expect(redisOf({ state: { redis_url: 'redis://h' } })).toEqual({ url: 'redis://h' })
  })

  it('is filled by the flat keys where its map says nothing', () => {
    expect(redisOf({ state: { redis: { host: 'h', db: 0 }, redis_password: 'p', redis_db: 1 } })).toEqual({
      ...{ host: 'h', password: 'p', db: 0 },
    })
  })

  it('comes before every other', () => {
    const litellm = { cache: true, cache_params: { type: 'redis', host: 'c' } }
    const router = { redis_host: 'b', redis_port: 1, redis_password: 'p' }
    expect(redisOf({ ...router, state: { redis: { host: 'a' } } }, litellm)).toEqual({ host: 'a' })
    expect(redisOf({ ...router, state: { instances: 2 } }, litellm)).toEqual({ host: 'b', port: 1, password: 'p' })
    expect(redisOf({ state: { instances: 2 } }, litellm)).toEqual({ host: 'c' })
  })
})

describe('the Redis of LiteLLM’s router', () => {
  it.each([
    [{ redis_url: 'redis://h' }, { url: 'redis://h' }],
    [
      { redis_host: 'h', redis_port: 6379 },
      { host: 'h', port: 6379 },
    ],
    [
      { redis_host: 'h', redis_port: 'os.environ/PORT', redis_db: 1 },
      { host: 'h', port: 6380, db: 1 },
    ],
    [{ redis_host: 'h' }, undefined],
    [{ redis_port: 6379 }, undefined],
    [{ redis_host: 'h', redis_port: 'os.environ/EMPTY' }, undefined],
    [{ cache_kwargs: { type: 'local' } }, undefined],
    [{ cache_kwargs: { url: 'redis://h', startup_nodes: [{ host: 'h', port: 1 }] } }, undefined],
  ])('is what %j says', (router, expected) => {
    expect(redisOf(router)).toEqual(expected)
  })

  it.each([
    [
      { ssl: true, db: 2, username: 'u', password: 'q' },
      { host: 'h', port: 1, tls: true, db: 2, username: 'u', password: 'q' },
    ],
    [
      { ssl: null, password: null, host: 'i' },
      { host: 'i', port: 1, password: 'p' },
    ],
    [{ startup_nodes: [{ host: 'a', port: '2' }] }, { cluster: [{ host: 'a', port: 2 }], password: 'p' }],
    [
      { sentinel_nodes: [['a', 3]], service_name: 'm', sentinel_password: 's' },
      { sentinels: [{ host: 'a', port: 3 }], sentinelName: 'm', sentinelPassword: 's', password: 'p' },
    ],
    [{ sentinel_nodes: [['a', 3]] }, { host: 'h', port: 1, password: 'p' }],
  ])('has cache_kwargs over it: %j', (cache_kwargs, expected) => {
    expect(redisOf({ redis_host: 'h', redis_port: 1, redis_password: 'p', cache_kwargs })).toEqual(expected)
  })
})

it('has the address and the database of cache_kwargs over its own', () => {
  const cache_kwargs = { url: 'redis://i', db: 0, password: 'os.environ/GONE' }
  expect(redisOf({ redis_url: 'redis://h', redis_db: 1, redis_password: 'p', cache_kwargs })).toEqual({
    ...{ url: 'redis://i', db: 0, password: 'p' },
  })
})

describe('the Redis of LiteLLM’s response cache', () => {
  it.each([
    [
      { type: 'redis', host: 'h', port: '1', password: 'p', ssl: true },
      { host: 'h', port: 1, password: 'p', tls: true },
    ],
    [{ type: 'redis', url: 'redis://h' }, { url: 'redis://h' }],
    [{ host: 'h' }, { host: 'h' }],
    [{ type: 'redis', redis_startup_nodes: [{ host: 'a', port: 2 }] }, { cluster: [{ host: 'a', port: 2 }] }],
    [
      { type: 'redis', sentinel_nodes: [['a', 3]], service_name: 'm' },
      { sentinels: [{ host: 'a', port: 3 }], sentinelName: 'm' },
    ],
    [{ type: 'redis', ttl: 100 }, undefined],
    [{ type: 'local', host: 'h' }, undefined],
    [{ type: 'redis-semantic', host: 'h' }, undefined],
    [undefined, undefined],
  ])('is that of the router, too: %j', (cache_params, expected) => {
    expect(redisOf({}, { cache: true, cache_params })).toEqual(expected)
    expect(redisOf({}, { cache: 'true', cache_params })).toEqual(expected)
    expect(redisOf({}, { cache: false, cache_params })).toBeUndefined()
    expect(redisOf({}, { cache_params })).toBeUndefined()
  })
})
