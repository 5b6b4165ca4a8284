import type { CacheSettings } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { showPath } from './problem.ts'

const model = (name: string) => ({ model_name: name, litellm_params: { model: `simulated/${name}` } })
const model_list = ['fast', 'slow', 'text-embedding-ada-002', 'vectors', 'open/*'].map(model)
const load = (router: object, litellm: object = {}, environment: Readonly<Record<string, string>> = {}) =>
  fromObject({ model_list, router_settings: router, litellm_settings: litellm }, { environment })
const cacheOf = (...file: Parameters<typeof load>) => load(...file).config?.cache
const withParams = (cache_params: object, router: object = {}, environment?: Readonly<Record<string, string>>) =>
  cacheOf(router, { cache: true, cache_params }, environment)
/** Where answers are, with the secrets in the open. */
const placeOf = (cache: CacheSettings | undefined) => {
  if (!cache) return undefined
  const { url, password, sentinelPassword: _, ...rest } = cache.redis ?? {}
  const open = { ...(url ? { url: url.reveal() } : {}), ...(password ? { password: password.reveal() } : {}) }
  return cache.redis ? { ...rest, ...open } : 'memory'
}
const said = (...file: Parameters<typeof load>) =>
  load(...file).problems.map(({ level, code, path }) => `${level} ${code} ${showPath(path)}`)

const redisOfRouter = { redis_host: 'r', redis_port: 1 }

describe('a response cache', () => {
  it.each<[boolean, object, object]>([
    [false, {}, {}],
    [true, { cache_responses: true }, {}],
    [true, { cache_responses: 'true' }, {}],
    [true, {}, { cache: true }],
    [true, {}, { cache: '1' }],
    [false, { cache_responses: false }, { cache: true }],
    [false, { cache_responses: true }, { cache: false }],
    [true, { cache_responses: true }, { cache: null }],
    [true, { cache_responses: null }, { cache: true }],
    [false, {}, { cache_params: { type: 'local' } }],
    [false, { cache_kwargs: { type: 'local' }, default_cache_time_seconds: 5 }, {}],
    [false, {}, { cache: true, cache_params: { supported_call_types: [] } }],
    [false, {}, { cache: true, cache_params: { supported_call_types: ['atranscription'] } }],
  ])('is there (%j) for %j and %j', (expected, router, litellm) => {
    expect(cacheOf(router, litellm) !== undefined).toBe(expected)
    expect(Object.hasOwn(load(router, litellm).config ?? {}, 'cache')).toBe(expected)
  })

  it('has usual values for everything', () => {
    expect(cacheOf({ cache_responses: true })).toEqual({
      ...{ prefix: 'turnout', commandTimeoutMs: 50, maxBytes: 64 * 1024 * 1024, ttlMs: 600_000, hasOwnTtl: false },
      ...{ optIn: false, shared: false, coalesce: false, groups: [] },
      operations: ['chat', 'textCompletion', 'embedding', 'rerank'],
    })
    expect(withParams({ host: 'h' })).toMatchObject({ ttlMs: 60_000, hasOwnTtl: false })
  })

  it.each<[object, object]>([
    [{ namespace: 'n' }, { namespace: 'n' }],
    [{ mode: 'default_off' }, { optIn: true }],
    [{ mode: 'default_on' }, { optIn: false }],
    [
      { shared: true, coalesce: 'true' },
      { shared: true, coalesce: true },
    ],
    [{ max_memory_mb: '0.5' }, { maxBytes: 512 * 1024 }],
    [{ supported_call_types: ['acompletion', 'embedding'] }, { operations: ['chat', 'embedding'] }],
    [{ supported_call_types: ['arerank', 'atext_completion'] }, { operations: ['textCompletion', 'rerank'] }],
    [{ supported_call_types: ['aresponses', 'completion', 'completion'] }, { operations: ['chat'] }],
    [{ supported_call_types: ['constructor', 'rerank'] }, { operations: ['rerank'] }],
  ])('is what %j says, in cache_params or cache_kwargs', (answers, expected) => {
    expect(withParams(answers)).toMatchObject(expected)
    expect(cacheOf({ cache_responses: true, cache_kwargs: answers })).toMatchObject(expected)
  })

  it('has cache_params before cache_kwargs, where they say something', () => {
    const cache_kwargs = { namespace: 'kwargs', mode: 'default_off', ttl: 5 }
    expect(withParams({ namespace: 'params', ttl: null }, { cache_kwargs })).toMatchObject({
      ...{ namespace: 'params', optIn: true, ttlMs: 5_000 },
    })
    expect(withParams({ namespace: '' })).not.toHaveProperty('namespace')
  })

  it('uses Redis as state says', () => {
    const state = { prefix: 'p', command_timeout: 0.2 }
    expect(withParams({ host: 'h' }, { state })).toMatchObject({ prefix: 'p', commandTimeoutMs: 200 })
    expect(said({ state }, { cache: true, cache_params: { type: 'redis' } }, { REDIS_HOST: 'h' })).toEqual([])
    expect(said({ state: { instances: 2 } }, { cache: true }, { REDIS_HOST: 'h' })).toEqual([
      'warning incomplete-redis router_settings.state',
    ])
  })
})

describe('the place of answers', () => {
  const env = { REDIS_HOST: 'e', REDIS_PORT: '2', REDIS_PASSWORD: 'pe' }
  const ofEnv = { host: 'e', port: 2, password: 'pe' }
  const ofRouter = { host: 'r', port: 1 }

  it.each<[string, unknown, object, object, Readonly<Record<string, string>>?]>([
    ['nobody says', 'memory', { cache_responses: true }, {}],
    ['the environment is not asked for the router’s', 'memory', { cache_responses: true }, {}, env],
    ['the environment is asked for LiteLLM’s', ofEnv, {}, { cache: true }, env],
    ['the router has a Redis', ofRouter, { ...redisOfRouter, cache_responses: true }, {}, env],
    ['the router has a Redis, and cache is on', ofRouter, redisOfRouter, { cache: true }, env],
    ['only instances share a Redis', 'memory', { state: { redis: 'redis://s' }, cache_responses: true }, {}],
    [
      'cache_kwargs say local',
      'memory',
      { ...redisOfRouter, cache_responses: true, cache_kwargs: { type: 'local' } },
      {},
    ],
    ['cache_kwargs say memory', 'memory', { cache_kwargs: { type: 'memory' } }, { cache: true }, env],
    ['cache_kwargs name a Redis alone', { host: 'k' }, { cache_responses: true, cache_kwargs: { host: 'k' } }, {}],
    [
      'cache_kwargs come over redis_…',
      { host: 'r', port: 1, db: 2 },
      { ...redisOfRouter, cache_responses: true, cache_kwargs: { db: 2 } },
      {},
    ],
    [
      'cache_params come before cache_kwargs',
      'memory',
      { ...redisOfRouter, cache_kwargs: { type: 'redis' } },
      { cache: true, cache_params: { type: 'local', host: 'p' } },
    ],
    ['a host without a port is LiteLLM’s nothing', 'memory', { redis_host: 'r', cache_responses: true }, {}],
  ])('%s: %j', (_, expected, router, litellm, environment) => {
    expect(placeOf(cacheOf(router, litellm, environment))).toEqual(expected)
  })

  it.each<[object, unknown, object?, Readonly<Record<string, string>>?]>([
    [{ host: 'p' }, { host: 'p' }, redisOfRouter, env],
    [{ url: 'rediss://p' }, { url: 'rediss://p' }],
    [
      { type: 'redis', host: 'p', port: '3', password: 'x', ssl: true },
      { host: 'p', port: 3, password: 'x', tls: true },
    ],
    [{ type: 'redis', redis_startup_nodes: [{ host: 'a', port: 1 }] }, { cluster: [{ host: 'a', port: 1 }] }],
    [
      { type: 'redis', sentinel_nodes: [['a', 1]], service_name: 'm' },
      { sentinels: [{ host: 'a', port: 1 }], sentinelName: 'm' },
    ],
    [{ type: 'redis' }, ofRouter, redisOfRouter, env],
    [{ type: 'redis', db: 4 }, { ...ofRouter, db: 4 }, redisOfRouter],
    [{ type: 'redis' }, ofRouter, { ...redisOfRouter, state: { redis: 'redis://s' } }],
    [{ type: 'redis' }, { url: 'redis://s' }, { state: { redis: 'redis://s' } }, env],
    [{ type: 'redis' }, ofEnv, {}, env],
    [{ type: 'redis', password: 'x' }, { host: 'e', port: 2, password: 'x' }, {}, env],
    [{ type: 'redis' }, { url: 'redis://u' }, {}, { ...env, REDIS_URL: 'redis://u' }],
    [
      { type: 'redis' },
      { host: 'e', username: 'u', tls: true, db: 3 },
      {},
      { REDIS_HOST: 'e', REDIS_USERNAME: 'u', REDIS_SSL: 'True', REDIS_DB: '3' },
    ],
    [{ type: 'redis' }, { host: 'e' }, {}, { REDIS_HOST: 'e', REDIS_PORT: 'tcp://10.0.0.1:6379' }],
    [{ type: 'redis' }, 'memory', {}, { REDIS_HOST: '', REDIS_PORT: '6379' }],
    [{ type: 'redis' }, 'memory'],
    [{ type: 'local', host: 'p' }, 'memory', redisOfRouter, env],
    [{ type: 's3', s3_bucket_name: 'b' }, 'memory', redisOfRouter, env],
    [{ type: 'redis-semantic', similarity_threshold: 0.9 }, ofEnv, {}, env],
    [{ type: 'valkey-semantic', similarity_threshold: 0.9, host: 'p' }, { host: 'p' }, {}, env],
    [{ type: 'redis-semantic', similarity_threshold: 0.9 }, 'memory'],
    [{ type: 'qdrant-semantic', similarity_threshold: 0.9 }, 'memory', {}, env],
    [{ type: 'qdrant-semantic', similarity_threshold: 0.9 }, ofRouter, redisOfRouter, env],
  ])('cache_params %j: %j', (params, expected, router, environment) => {
    expect(placeOf(withParams(params, router, environment))).toEqual(expected)
  })

  it.each(['s3', 'gcs', 'azure-blob', 'disk'])('says that there is no cache in %s', (type) => {
    expect(said({}, { cache: true, cache_params: { type } })).toEqual([
      'warning cache-elsewhere litellm_settings.cache_params.type',
    ])
  })

  it('says what of the environment it cannot use, and never its value', () => {
    const environment = { REDIS_HOST: 'sesame', REDIS_PORT: 'tcp://sesame', REDIS_URL: 'http://sesame' }
    const { problems } = load({}, { cache: true }, environment)
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'invalid-value: The environment variable REDIS_URL is passed over: must be an address like redis://host:6379, rediss://… or unix:///path.',
      'invalid-value: The environment variable REDIS_PORT is passed over: expected a number.',
    ])
    expect(said({ cache_responses: true }, {}, environment)).toEqual([])
  })

  it('lets cache_kwargs name a Redis for answers without a word, and not for limits', () => {
    const router = { cache_responses: true, cache_kwargs: { host: 'k', port: 1 } }
    expect(said(router)).toEqual([])
    expect(load(router).config).not.toHaveProperty('state')
  })

  it('uses the router’s Redis beside that of its state', () => {
    const router = { ...redisOfRouter, state: { redis: 'redis://s' } }
    expect(said({ ...router, cache_responses: true })).toEqual([])
    expect(said(router)).toHaveLength(2)
  })

  it('is never shown with its password', () => {
    const cache_params = { type: 'redis', url: 'redis://:sesame@h', password: 'sesame' }
    expect(JSON.stringify(load({}, { cache: true, cache_params }))).not.toContain('sesame')
    expect(JSON.stringify(withParams({ type: 'redis' }, {}, { ...env, REDIS_PASSWORD: 'sesame' }))).not.toContain(
      'sesame',
    )
  })
})

describe('for how long answers are kept', () => {
  const router = { default_cache_time_seconds: 4, cache_kwargs: { ttl: 6 } }
  const litellm = { default_in_memory_ttl: 3, default_redis_ttl: 30 }
  const params = { default_in_memory_ttl: 2, default_in_redis_ttl: 20 }
  const ttlOf = (cache_params: object, redis: boolean, more: object, from: object) =>
    cacheOf({ ...from, ...(redis ? redisOfRouter : {}) }, { cache: true, cache_params, ...more })?.ttlMs

  it.each<[number, boolean, object, object, object]>([
    [1_000, false, { ...params, ttl: 1 }, litellm, router],
    [1_000, true, { ...params, ttl: 1 }, litellm, router],
    [6_000, false, params, litellm, router],
    [2_000, false, params, litellm, {}],
    [20_000, true, params, litellm, {}],
    [3_000, false, { default_in_redis_ttl: 20 }, litellm, {}],
    [30_000, true, { default_in_memory_ttl: 2 }, litellm, {}],
    [4_000, false, {}, { default_redis_ttl: 30 }, { default_cache_time_seconds: '4' }],
    [4_000, true, {}, { default_in_memory_ttl: 3 }, { default_cache_time_seconds: 4 }],
    [0, false, { ttl: 0 }, litellm, router],
    [1, false, { ttl: 0.0001 }, litellm, router],
    [2_592_000_000, false, { ttl: 30 * 24 * 3600 }, litellm, router],
    [1e12, false, { ttl: Number.MAX_SAFE_INTEGER }, litellm, router],
  ])('is %d ms (Redis: %j) by %j, %j and %j', (expected, redis, cache_params, more, from) => {
    expect(ttlOf(cache_params, redis, more, from)).toBe(expected)
  })

  it('is somebody’s own unless nobody says', () => {
    expect(withParams({ ttl: 600 })?.hasOwnTtl).toBe(true)
    expect(cacheOf({ cache_responses: true, default_cache_time_seconds: 600 })?.hasOwnTtl).toBe(true)
    expect(withParams({})?.hasOwnTtl).toBe(false)
  })
})

describe('call types that nobody knows', () => {
  it('are passed over, and told without the value of a variable', () => {
    const cache_params = { supported_call_types: ['os.environ/T', 'rerank'] }
    const { config, problems } = load({}, { cache: true, cache_params }, { T: 'sesame' })
    expect(config?.cache?.operations).toEqual(['rerank'])
    expect(problems).toMatchObject([{ level: 'warning', code: 'unknown-call-type' }])
    expect(JSON.stringify(problems)).not.toContain('sesame')
  })
})

describe('groups that share answers', () => {
  it('are named by themselves or by their aliases, each once', () => {
    const router = {
      model_group_alias: { quick: 'fast', constructor: 'slow' },
      caching_groups: [
        ['quick', 'slow', 'fast'],
        ['constructor', 'toString', null],
      ],
    }
    expect(cacheOf({ ...router, cache_responses: true })?.groups).toEqual([
      ['fast', 'slow'],
      ['slow', 'toString'],
    ])
  })
})

describe('a semantic cache', () => {
  const aliases = { model_group_alias: { embed: 'vectors' } }

  it.each<[object, object]>([
    [{ type: 'redis-semantic' }, { model: 'text-embedding-ada-002' }],
    [{ type: 'redis-semantic', redis_semantic_cache_embedding_model: 'vectors' }, { model: 'vectors' }],
    [{ type: 'valkey-semantic', valkey_semantic_cache_embedding_model: 'vectors' }, { model: 'vectors' }],
    [{ type: 'qdrant-semantic', qdrant_semantic_cache_embedding_model: 'embed' }, { model: 'vectors' }],
    [{ type: 'qdrant-semantic', qdrant_semantic_cache_embedding_model: 'open/x' }, { model: 'open/x' }],
    [{ type: 'qdrant-semantic', redis_semantic_cache_embedding_model: 'vectors' }, { model: 'text-embedding-ada-002' }],
  ])('is by the model of %j', (params, expected) => {
    expect(withParams({ ...params, similarity_threshold: '0.8' }, aliases)?.semantic).toEqual({
      ...{ ...expected, threshold: 0.8 },
    })
  })

  it.each(['local', 'redis', 's3'])('is not one of the type %s', (type) => {
    expect(withParams({ type, similarity_threshold: 0.8 })).not.toHaveProperty('semantic')
  })

  it('is an exact one without its model, and says so without the value of a variable', () => {
    const cache_params = {
      type: 'redis-semantic',
      similarity_threshold: 1,
      redis_semantic_cache_embedding_model: 'os.environ/M',
    }
    const { config, problems } = load({}, { cache: true, cache_params }, { M: 'sesame' })
    expect(config?.cache).not.toHaveProperty('semantic')
    expect(problems).toMatchObject([{ level: 'warning', code: 'dangling-group' }])
    expect(JSON.stringify(problems)).not.toContain('sesame')
  })

  it('has to have a threshold', () => {
    const { config, problems } = load({ cache_responses: true, cache_kwargs: { type: 'redis-semantic' } })
    expect(config).toBeUndefined()
    expect(problems.map(({ level, path }) => `${level} ${showPath(path)}`)).toEqual([
      'error router_settings.cache_kwargs.similarity_threshold',
    ])
  })
})
