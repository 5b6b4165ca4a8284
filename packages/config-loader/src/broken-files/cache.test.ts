import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const router = `${model}router_settings:
  `
const litellm = `${model}litellm_settings:
  `
const params = `${litellm}cache: true
  cache_params: `
const kwargs = `${router}cache_responses: true
  cache_kwargs: `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['text for cache_responses', `${router}cache_responses: always\n`, ['6:3 error wrong-type']],
  ['text for cache', `${litellm}cache: redis\n`, ['6:3 error wrong-type']],
  ['a word for cache_params', `${litellm}cache_params: redis\n`, ['6:3 error wrong-type']],
  ['a cache that nobody has', `${params}{ type: rediss }\n`, ['7:19 error invalid-value → redis']],
  ['the same in cache_kwargs', `${kwargs}{ type: locl }\n`, ['7:19 error invalid-value → local']],
  ['a mode that nobody has', `${params}{ mode: defaultoff }\n`, ['7:19 error invalid-value → default_off']],
  ['a negative time to live', `${params}{ ttl: -1 }\n`, ['7:19 error invalid-value']],
  ['a word for a time to live', `${params}{ default_in_redis_ttl: long }\n`, ['7:19 error wrong-type']],
  ['the same beside it', `${litellm}default_redis_ttl: long\n`, ['6:3 error wrong-type']],
  ['a negative default_cache_time_seconds', `${router}default_cache_time_seconds: -1\n`, ['6:3 error invalid-value']],
  ['no time to live', `${params}{ ttl: 0 }\n`, ['7:19 warning nothing-cached']],
  [
    'no time to live of the router’s',
    `${router}cache_responses: true\n  default_cache_time_seconds: 0\n`,
    ['7:3 warning nothing-cached'],
  ],
  ['a number for a namespace', `${params}{ namespace: 7 }\n`, ['7:19 error wrong-type']],
  ['a word for shared', `${params}{ shared: us }\n`, ['7:19 error wrong-type']],
  ['a word for coalesce', `${params}{ coalesce: some }\n`, ['7:19 error wrong-type']],
  ['no memory', `${params}{ max_memory_mb: 0 }\n`, ['7:19 error invalid-value']],
  ['a word for call types', `${params}{ supported_call_types: acompletion }\n`, ['7:19 error wrong-type']],
  [
    'a call type that nobody has',
    `${params}{ supported_call_types: [acompletion, aembeding] }\n`,
    ['7:55 warning unknown-call-type → aembedding'],
  ],
  ['call types that are not there yet', `${params}{ supported_call_types: [atranscription, aresponses] }\n`, []],
  [
    'a port of the cache that is none',
    `${params}{ type: redis, host: h, port: 70000 }\n`,
    ['7:41 error invalid-value'],
  ],
  ['a cache in a Redis that is nowhere', `${params}{ type: redis }\n`, ['7:19 warning incomplete-redis']],
  ['a password of a Redis that is nowhere', `${params}{ db: 3 }\n`, ['7:3 warning incomplete-redis']],
  ['the same in cache_kwargs', `${kwargs}{ type: redis }\n`, ['7:19 warning incomplete-redis']],
  ['sentinels of no master', `${params}{ host: h, sentinel_nodes: [[s, 26379]] }\n`, ['7:3 warning incomplete-redis']],
  [
    'a cache in a bucket',
    `${params}{ type: s3, s3_bucket_name: b }\n`,
    ['7:19 warning cache-elsewhere', '7:29 note without-effect'],
  ],
  ['a semantic cache without threshold', `${params}{ type: redis-semantic }\n`, ['7:3 error wrong-type']],
  [
    'a threshold that is none',
    `${params}{ type: redis-semantic, similarity_threshold: 1.1 }\n`,
    ['7:41 error invalid-value'],
  ],
  [
    'a semantic cache without its usual model',
    `${params}{ type: qdrant-semantic, similarity_threshold: 0.8 }\n`,
    ['7:19 warning dangling-group'],
  ],
  [
    'a semantic cache with a misspelt model',
    `${params}{ type: qdrant-semantic, similarity_threshold: 0.8, qdrant_semantic_cache_embedding_model: mn }\n`,
    ['7:69 warning dangling-group'],
  ],
  [
    'a semantic cache with its vectors in memory',
    `${params}{ type: qdrant-semantic, similarity_threshold: 0.8, qdrant_semantic_cache_embedding_model: m }\n`,
    ['7:19 note cache-elsewhere'],
  ],
  ['a map for caching_groups', `${router}caching_groups: { a: b }\n`, ['6:3 error wrong-type']],
  [
    'a group of a cache that is not there',
    `${router}cache_responses: true\n  caching_groups: [[m, bb]]\n`,
    ['7:24 warning dangling-group'],
  ],
  [
    'settings of a cache that nobody turned on',
    `${router}default_cache_time_seconds: 60\n  caching_groups: [[m]]\n  cache_kwargs: { type: local }\nlitellm_settings:\n  cache_params: { ttl: 5 }\n  default_redis_ttl: 5\n`,
    [
      ...['6:3 note without-effect', '7:3 note without-effect', '8:19 note without-effect'],
      ...['10:3 note without-effect', '11:3 note without-effect'],
    ],
  ],
  ['the same where it is turned off', `${litellm}cache: false\n  cache_params: { type: redis-semantic }\n`, []],
]

it.each(files)('of a response cache: %s', (_, text, expected) => expectSaid(text, expected))
