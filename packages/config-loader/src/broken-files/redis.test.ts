import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const router = `${model}router_settings:
  `
const state = `${router}state: `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a port that is none', `${router}redis_port: 70000\n`, ['6:3 error invalid-value', '6:3 warning incomplete-redis']],
  ['the port 0', `${router}redis_port: 0\n`, ['6:3 error invalid-value', '6:3 warning incomplete-redis']],
  ['a host with a port that is none', `${router}redis_host: h\n  redis_port: 70000\n`, ['7:3 error invalid-value']],
  ['a port with a host that is none', `${router}redis_port: 1\n  redis_host: 7\n`, ['7:3 error wrong-type']],
  ['a database of an address that is none', `${router}redis_url: h\n  redis_db: 1\n`, ['6:3 error invalid-value']],
  ['text for a port', `${router}redis_port: six\n`, ['6:3 error wrong-type', '6:3 warning incomplete-redis']],
  ['a number for a host', `${router}redis_host: 7\n`, ['6:3 error wrong-type', '6:3 warning incomplete-redis']],
  ['a number for a password', `${router}redis_password: 1234\n`, ['6:3 error wrong-type']],
  ['half a database', `${router}redis_db: 1.5\n`, ['6:3 error invalid-value']],
  ['an address of something else', `${router}redis_url: http://h:6379\n`, ['6:3 error invalid-value']],
  ['a socket of a host', `${router}redis_url: unix://h/run/redis.sock\n`, ['6:3 error invalid-value']],
  ['a host for an address', `${router}redis_url: localhost:6379\n`, ['6:3 error invalid-value']],
  ['an address with a port that is none', `${router}redis_url: redis://h:99999\n`, ['6:3 error invalid-value']],
  ['an address with a word for a database', `${router}redis_url: redis://h/main\n`, ['6:3 error invalid-value']],
  ['a host without a port', `${router}redis_host: h\n`, ['6:3 warning incomplete-redis']],
  ['a port without a host', `${router}redis_port: 6379\n`, ['6:3 warning incomplete-redis']],
  ['a database of nothing', `${router}redis_db: 1\n`, ['6:3 warning incomplete-redis']],
  ['a list for cache_kwargs', `${router}cache_kwargs: [local]\n`, ['6:3 error wrong-type']],
  ['a word for TLS', `${router}cache_kwargs: { ssl: maybe }\n`, ['6:19 error wrong-type']],
  ['cache_kwargs without Redis', `${router}cache_kwargs: { host: h, port: 1 }\n`, ['6:3 warning incomplete-redis']],
  [
    'sentinels of no master',
    `${router}redis_url: redis://h\n  cache_kwargs: { sentinel_nodes: [[h, 26379]] }\n`,
    ['7:3 warning incomplete-redis'],
  ],
  [
    'a node with a misspelt port',
    `${router}redis_url: redis://h\n  cache_kwargs: { startup_nodes: [{ host: h, prot: 7000 }] }\n`,
    ['7:46 warning unknown-key → port'],
  ],
  ['text for state', `${router}state: redis\n`, ['6:3 error wrong-type']],
  ['state without Redis', `${state}{ on_store_error: open }\n`, ['6:3 warning incomplete-redis']],
  ['an empty state', `${state}{}\n`, []],
  [
    'a misspelt key',
    `${state}{ redis: redis://h, on_store_eror: open }\n`,
    ['6:30 warning unknown-key → on_store_error'],
  ],
  [
    'a misspelt key of Redis',
    `${state}{ redis: { hots: h } }\n`,
    ['6:3 warning incomplete-redis', '6:21 warning unknown-key → host'],
  ],
  [
    'a word for on_store_error',
    `${state}{ redis: redis://h, on_store_error: shares }\n`,
    ['6:30 error invalid-value → share'],
  ],
  ['no instances', `${state}{ instances: 0 }\n`, ['6:12 error invalid-value']],
  ['half an instance', `${state}{ instances: 1.5 }\n`, ['6:12 error invalid-value']],
  ['no time for a command', `${state}{ command_timeout: 0 }\n`, ['6:12 error invalid-value']],
  ['no time between exchanges', `${state}{ exchange_interval: 0.0001 }\n`, ['6:12 error invalid-value']],
  ['a word for a time', `${state}{ exchange_interval: often }\n`, ['6:12 error wrong-type']],
  [
    'a time that no timer can wait',
    `${state}{ redis: redis://h, command_timeout: 9999999 }\n`,
    ['6:30 warning too-long'],
  ],
  ['a prefix with braces', `${state}{ prefix: '{a}' }\n`, ['6:12 error invalid-value']],
  ['a prefix of nothing', `${state}{ prefix: '' }\n`, ['6:12 error invalid-value']],
  ['a number for Redis', `${state}{ redis: 6379 }\n`, ['6:12 error wrong-type']],
  ['an address of something else in state', `${state}{ redis: 'http://h' }\n`, ['6:12 error wrong-type']],
  ['the same in its map', `${state}{ redis: { url: 'http://h' } }\n`, ['6:21 error invalid-value']],
  ['a port of its map', `${state}{ redis: { host: h, port: 70000 } }\n`, ['6:30 error invalid-value']],
  ['a map that says not where', `${state}{ redis: { db: 1 } }\n`, ['6:12 warning incomplete-redis']],
  ['flat keys that say not where', `${state}{ redis_db: 1 }\n`, ['6:3 warning incomplete-redis']],
  ['sentinels of no master in state', `${state}{ redis: { sentinels: [h] } }\n`, ['6:12 warning incomplete-redis']],
  ['the same beside a host', `${state}{ redis: { host: h, sentinels: [h] } }\n`, ['6:12 warning incomplete-redis']],
  ['a node that is none', `${state}{ redis: { cluster: ['h:x'] } }\n`, ['6:31 error wrong-type']],
  ['a node with a port that is none', `${state}{ redis: { cluster: ['h:70000'] } }\n`, ['6:31 error wrong-type']],
  ['a node without a host', `${state}{ redis: { cluster: [{ port: 7000 }] } }\n`, ['6:31 error wrong-type']],
  ['a word for nodes', `${state}{ redis: { cluster: h:7000 } }\n`, ['6:21 error wrong-type']],
  [
    'a Redis in state and another beside it',
    `${state}{ redis: redis://h }\n  redis_host: i\n  redis_port: 6379\n  cache_kwargs: { db: 1 }\n`,
    ['7:3 note without-effect', '8:3 note without-effect', '9:3 note without-effect'],
  ],
]

it.each(files)('of Redis: %s', (_, text, expected) => expectSaid(text, expected))
