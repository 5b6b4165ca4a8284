import { type RedisSettings, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { cachePingBody } from './cache-ping-body.ts'
import { keptAnswers } from './test-support/kept-answers.test.ts'

describe('what a ping tells', () => {
  it('is what LiteLLM tells, and how it is set', () => {
    const groups = [['a', 'b']]
    const semantic = { model: 'vectors', threshold: 0.9 }
    const body = cachePingBody(keptAnswers({ namespace: 'mine', optIn: true, groups, semantic }), 1.239)
    expect(body).toEqual({
      ...{ status: 'healthy', cache_type: 'local', ping_response: true, set_cache_response: 'success' },
      litellm_cache_params: '{"type":"local","mode":"default_off","namespace":"mine","ttl":60}',
      took_ms: 1.24,
      settings: {
        ...{ max_bytes: 1_000, operations: ['chat'], shared: true, coalesce: false, caching_groups: groups },
        semantic: { model: 'vectors', similarity_threshold: 0.9 },
      },
    })
  })

  it.each<[RedisSettings, readonly string[]]>([
    [{}, ['127.0.0.1:6379']],
    [{ host: 'one', port: 7000, password: new Secret('canary') }, ['one:7000']],
    [{ url: new Secret('rediss://user:canary@one:7000/2?password=canary') }, ['one:7000']],
    [{ url: new Secret('redis://one') }, ['one']],
    [{ url: new Secret('redis://user:123/canary@one:7000') }, []],
    [{ url: new Secret('redis://user:123#canary@one:7000') }, []],
    [{ url: new Secret('canary') }, []],
    [
      {
        cluster: [
          { host: 'one', port: 1 },
          { host: 'two', port: 2 },
        ],
      },
      ['one:1', 'two:2'],
    ],
    [{ sentinels: [{ host: 'one', port: 1 }], sentinelPassword: new Secret('canary') }, ['one:1']],
  ])('says where Redis is, and no more: %j', (redis, nodes) => {
    const body = cachePingBody(keptAnswers({ redis }), 0)
    expect(body.settings).toMatchObject({ redis: nodes })
    expect(JSON.stringify(body)).not.toMatch(/canary|user|123/)
  })
})
