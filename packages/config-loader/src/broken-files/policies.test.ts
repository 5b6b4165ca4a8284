import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const router = `${model}router_settings:
  `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a policy that is a number', `${router}retry_policy: 5\n`, ['6:3 error wrong-type']],
  ['a policy that is a list', `${router}retry_policy: [RateLimitError]\n`, ['6:3 error wrong-type']],
  [
    'a misspelt error',
    `${router}retry_policy:\n    RateLimtError: { max_retries: 5 }\n`,
    ['7:5 warning unknown-key → RateLimitError'],
  ],
  [
    'a misspelt flat error',
    `${router}retry_policy:\n    RateLimitErrorRetrys: 5\n`,
    ['7:5 warning unknown-key → RateLimitErrorRetries'],
  ],
  ['an error like none', `${router}retry_policy:\n    Banana: 5\n`, ['7:5 warning unknown-key']],
  ['a negative count', `${router}retry_policy:\n    RateLimitErrorRetries: -1\n`, ['7:5 error invalid-value']],
  ['no count', `${router}retry_policy:\n    Timeout:\n`, []],
  ['no count in a map', `${router}allowed_fails_policy:\n    Timeout: { allowed_fails: null }\n`, []],
  ['half a count', `${router}retry_policy:\n    Timeout: 1.5\n`, ['7:5 error invalid-value']],
  [
    'a negative count in a map',
    `${router}retry_policy:\n    Timeout:\n      max_retries: -2\n`,
    ['8:7 error invalid-value'],
  ],
  ['text for a count', `${router}retry_policy:\n    Timeout: { max_retries: many }\n`, ['7:16 error wrong-type']],
  [
    'a misspelt max_retries',
    `${router}retry_policy:\n    Timeout: { max_retry: 2 }\n`,
    ['7:5 error wrong-type', '7:16 warning unknown-key → max_retries'],
  ],
  ['a list for a count', `${router}retry_policy:\n    Timeout: [2]\n`, ['7:5 error wrong-type']],
  ['a number for the policy of a group', `${router}model_group_retry_policy:\n    m: 5\n`, ['7:5 error wrong-type']],
  [
    'a policy where a group is meant',
    `${router}model_group_retry_policy:\n    RateLimitError: { max_retries: 5 }\n`,
    ['7:5 warning dangling-group', '7:23 warning unknown-key'],
  ],
  [
    'a negative count of a group',
    `${router}model_group_retry_policy:\n    m: { RateLimitError: -1 }\n`,
    ['7:10 error invalid-value'],
  ],
  [
    'a misspelt error of a group',
    `${router}model_group_retry_policy:\n    m: { TimeOuts: 1 }\n`,
    ['7:10 warning unknown-key → Timeout'],
  ],
  [
    'a policy of a group that is not there',
    `${router}model_group_retry_policy:\n    mm: { Timeout: 1 }\n`,
    ['7:5 warning dangling-group'],
  ],
  [
    'a misspelt allowed fail',
    `${router}allowed_fails_policy:\n    RateLimitErrorAllowedFail: 5\n`,
    ['7:5 warning unknown-key → RateLimitErrorAllowedFails'],
  ],
  [
    'a negative allowed fail',
    `${router}allowed_fails_policy:\n    RateLimitErrorAllowedFails: -5\n`,
    ['7:5 error invalid-value'],
  ],
]

it.each(files)('of policies by error: %s', (_, text, expected) => expectSaid(text, expected))
