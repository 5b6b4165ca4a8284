import { expect, it } from 'vitest'
import { parseConfig } from '../load-config.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const router = `${model}router_settings:
  `
const general = `${model}general_settings:
  `
const param = `${model}      `
const environment = { WORD: 'sesame', HALF: '1.5', EMPTY: '', ONE: '1' }

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a variable that is not set', `${param}rpm: os.environ/GONE\n`, ['5:7 warning missing-variable']],
  ['one that is not set, in a list', `${param}tags: [os.environ/GONE, eu]\n`, ['5:14 warning missing-variable']],
  [
    'one that is not set, for what is required',
    `model_list:\n  - model_name: m\n    litellm_params:\n      model: os.environ/GONE\n`,
    ['4:7 warning missing-variable', '4:7 error wrong-type'],
  ],
  [
    'one that is not set, deep down',
    `${model}guardrails:\n  - params: { key: os.environ/GONE }\n`,
    ['5:1 warning without-protection', '6:15 warning missing-variable'],
  ],
  ['one that is no number', `${param}rpm: os.environ/WORD\n`, ['5:7 error wrong-type']],
  ['one that is no whole number', `${router}num_retries: os.environ/HALF\n`, ['6:3 error invalid-value']],
  ['one that is neither yes nor no', `${general}litellm_headers: os.environ/WORD\n`, ['6:3 error wrong-type']],
  [
    'one that is no number, for what comes later',
    `${router}client_ttl: os.environ/WORD\n`,
    ['6:3 warning wrong-type', '6:3 note without-effect'],
  ],
  ['one that is no list', `${param}tags: os.environ/WORD\n`, ['5:7 error wrong-type']],
  ['one that is empty, for a number', `${param}rpm: os.environ/EMPTY\n`, ['5:7 warning missing-variable']],
  [
    'one that is empty, for yes or no',
    `${general}litellm_headers: os.environ/EMPTY\n`,
    ['6:3 warning missing-variable'],
  ],
  [
    'one that is empty, for a number that comes later',
    `${router}client_ttl: os.environ/EMPTY\n`,
    ['6:3 warning missing-variable', '6:3 note without-effect'],
  ],
  ['one that is 1, for yes or no', `${general}litellm_headers: os.environ/ONE\n`, []],
  ['one that is empty, for a key', `${general}master_key: os.environ/EMPTY\n`, ['6:3 warning empty-master-key']],
  ['a key in the file', `${param}api_key: sk-1234\n`, ['5:7 warning literal-secret']],
  ['a master key in the file', `${general}master_key: sk-1234\n`, ['6:3 warning literal-secret']],
  [
    'a password of Redis in the file',
    `${router}redis_password: sesame\n`,
    ['6:3 warning literal-secret', '6:3 warning incomplete-redis'],
  ],
  ['a password in an address', `${router}redis_url: redis://:sesame@localhost:6379\n`, ['6:3 warning literal-secret']],
  [
    'passwords in state',
    `${router}state: { redis: { url: 'rediss://me:sesame@h', password: sesame, sentinel_password: sesame } }\n`,
    ['6:21 warning literal-secret', '6:50 warning literal-secret', '6:68 warning literal-secret'],
  ],
  [
    'a password in an address that is none',
    `${router}redis_url: http://:sesame@localhost:6379\n`,
    ['6:3 warning literal-secret', '6:3 error invalid-value'],
  ],
  [
    'a password that breaks its address',
    `${router}redis_url: redis://:sesame/sesame@localhost:6379\n`,
    ['6:3 error invalid-value'],
  ],
  [
    'a port of Redis that is not set',
    `${router}redis_host: h\n  redis_port: os.environ/GONE\n`,
    ['6:3 warning incomplete-redis', '7:3 warning missing-variable'],
  ],
  ['an empty variable for an address', `${router}redis_url: os.environ/EMPTY\n`, []],
  ['a variable that is no address', `${router}redis_url: os.environ/WORD\n`, ['6:3 error invalid-value']],
  [
    'a password in the address of a database',
    `${general}database_url: postgresql://me:sesame@db/litellm\n`,
    ['6:3 warning literal-secret', '6:3 note without-effect'],
  ],
  [
    'a header with a key in it',
    `${param}extra_headers: { Authorization: Bearer sesame }\n`,
    ['5:24 warning literal-secret'],
  ],
  [
    'a variable that the file itself sets',
    `${model}environment_variables: { OPENAI_API_KEY: sk-1234 }\n`,
    ['5:26 warning literal-secret'],
  ],
  [
    'a credential in the file',
    `${model}credential_list:\n  - credential_name: c\n    credential_values: { api_key: sk-1234 }\n`,
    ['7:26 warning literal-secret'],
  ],
]

it.each(files)('of variables and secrets: %s', (_, text, expected) => {
  const { config, problems } = parseConfig(text, { environment })
  const said = problems.map(
    ({ line, column, level, code, suggestion }) =>
      `${line}:${column} ${level} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`,
  )
  expect(said).toEqual(expected)
  expect(config === undefined).toBe(said.some((line) => line.includes(' error ')))
  expect(JSON.stringify(problems)).not.toMatch(/sesame|sk-1234/)
})
