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
const general = `${model}general_settings:
  `
const param = `${model}      `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a section', `${model}router_setings: {}\n`, ['5:1 warning unknown-key → router_settings']],
  ['a section like none', `${model}custom_section: { a: 1 }\n`, ['5:1 warning unknown-key']],
  ['model_list', `modle_list: []\n`, ['1:1 warning unknown-key → model_list', '1:1 warning no-deployments']],
  ['in router_settings', `${router}num_retrys: 3\n`, ['6:3 warning unknown-key → num_retries']],
  ['with a hyphen', `${router}routing-strategy: simple-shuffle\n`, ['6:3 warning unknown-key → routing_strategy']],
  ['in capitals', `${router}TIMEOUT: 3\n`, ['6:3 warning unknown-key → timeout']],
  ['in camelCase', `${router}streamTimeout: 3\n`, ['6:3 warning unknown-key → stream_timeout']],
  ['like one without effect', `${router}client_tl: 3\n`, ['6:3 warning unknown-key → client_ttl']],
  ['in litellm_settings', `${litellm}drop_param: true\n`, ['6:3 warning unknown-key → drop_params']],
  ['of callbacks', `${litellm}succes_callback: [console]\n`, ['6:3 warning unknown-key → success_callback']],
  ['in general_settings', `${general}masterkey: ""\n`, ['6:3 warning unknown-key → master_key']],
  ['of another section', `${litellm}cooldown_time: 5\n`, ['6:3 warning unknown-key']],
  ['of general_settings, in router_settings', `${router}health_check_interval: 5\n`, ['6:3 warning unknown-key']],
  ['of router_settings, in general_settings', `${general}redis_host: localhost\n`, ['6:3 warning unknown-key']],
  ['of a deployment', `${model}    model_inof: {}\n`, ['5:5 warning unknown-key → model_info']],
  ['of a deployment, like none', `${model}    owner: me\n`, ['5:5 warning unknown-key']],
  [
    'that should be in litellm_params',
    `model_list:\n  - model_name: m\n    litellm_params: { model: simulated/m }\n    weight: 3\n`,
    ['4:5 warning unknown-key'],
  ],
  ['in litellm_params', `${param}api_bse: http://127.0.0.1\n`, ['5:7 warning unknown-key → api_base']],
  [
    'for max_parallel_requests',
    `${param}max_paralel_requests: 3\n`,
    ['5:7 warning unknown-key → max_parallel_requests'],
  ],
  [
    'of a simulated model',
    `${param}simulated: { latency: 5, eror_rate: 1 }\n`,
    ['5:20 warning unknown-key', '5:32 warning unknown-key → error_rate'],
  ],
  [
    'of an alias',
    `${router}model_group_alias: { n: { model: m, hiden: true } }\n`,
    ['6:39 warning unknown-key → hidden'],
  ],
  ['of a cache', `${litellm}cache: true\n  cache_params: { tll: 60 }\n`, ['7:19 warning unknown-key → ttl']],
  ['__proto__ at the top', `${model}__proto__: { polluted: 1 }\n`, ['5:1 warning unknown-key']],
  ['__proto__ in litellm_params', `${param}__proto__: { polluted: 1 }\n`, ['5:7 warning unknown-key']],
  ['constructor in litellm_params', `${param}constructor: { prototype: 1 }\n`, ['5:7 warning unknown-key']],
  ['constructor at the top', `${model}constructor: 1\n`, ['5:1 warning unknown-key']],
]

it.each(files)('of keys that nobody knows: %s', (_, text, expected) => expectSaid(text, expected))
