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
const param = `${model}      `
const info = `${model}    model_info:
      `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a negative rpm', `${param}rpm: -1\n`, ['5:7 error invalid-value']],
  ['a negative timeout', `${router}timeout: -0.5\n`, ['6:3 error invalid-value']],
  ['half a retry', `${router}num_retries: 1.5\n`, ['6:3 error invalid-value']],
  ['half a slot', `${param}max_parallel_requests: 0.5\n`, ['5:7 error invalid-value']],
  ['a number larger than any', `${param}tpm: 1e300\n`, ['5:7 error invalid-value']],
  ['a time that no timer can wait', `${router}timeout: 3000000\n`, ['6:3 warning too-long']],
  ['a deadline that no timer can wait', `${router}deadline: 1e10\n`, ['6:3 warning too-long']],
  ['a deployment’s time that no timer can wait', `${param}stream_timeout: 2147484\n`, ['5:7 warning too-long']],
  [
    'an empty model',
    `model_list:\n  - model_name: m\n    litellm_params: { model: "" }\n`,
    ['3:23 error invalid-value'],
  ],
  ['a negative allowed_fails', `${router}allowed_fails: -1\n`, ['6:3 error invalid-value']],
  ['half an allowed fail', `${litellm}allowed_fails: 0.5\n`, ['6:3 error invalid-value']],
  ['a negative cooldown', `${router}cooldown_time: -5\n`, ['6:3 error invalid-value']],
  ['text for a cooldown', `${router}cooldown_time: long\n`, ['6:3 error wrong-type']],
  ['a negative drain', `${model}general_settings:\n  drain_delay: -1\n`, ['6:3 error invalid-value']],
  ['a word for shedding', `${model}general_settings:\n  load_shedding: little\n`, ['6:3 error wrong-type']],
  [
    'more than all memory',
    `${model}general_settings:\n  load_shedding: { max_memory: 90 }\n`,
    ['6:20 error invalid-value'],
  ],
  ['no lag at all', `${model}general_settings:\n  load_shedding: { max_lag: 0 }\n`, ['6:20 error invalid-value']],
  ['a negative lag', `${model}general_settings:\n  load_shedding: { max_lag: -1 }\n`, ['6:20 error invalid-value']],
  ['a word for a retry budget', `${router}retry_budget: much\n`, ['6:3 error wrong-type']],
  ['a list for a retry budget', `${router}retry_budget: [0.2]\n`, ['6:3 error wrong-type']],
  ['a negative retry budget', `${router}retry_budget: -0.2\n`, ['6:3 error invalid-value']],
  [
    'a negative share in a retry budget',
    `${router}retry_budget:\n    per_second: 1\n    ratio: -1\n`,
    ['8:5 error invalid-value'],
  ],
  ['a misspelt key of a retry budget', `${router}retry_budget: { rato: 1 }\n`, ['6:19 warning unknown-key → ratio']],
  ['a number for hedging', `${router}hedging: 0.9\n`, ['6:3 error wrong-type']],
  ['a quantile of 1', `${router}hedging: { quantile: 1 }\n`, ['6:14 error invalid-value']],
  ['a quantile of 0', `${router}hedging: { quantile: 0 }\n`, ['6:14 error invalid-value']],
  ['a quantile in words', `${router}hedging: { quantile: most }\n`, ['6:14 error wrong-type']],
  ['a word for when_all_cooling', `${router}when_all_cooling: fial\n`, ['6:3 error invalid-value → fail']],
  [
    'a debug level that is none',
    `${router}debug_level: LOUD\n`,
    ['6:3 warning invalid-value', '6:3 note without-effect'],
  ],
  ['a negative cost', `${info}input_cost_per_token: -1\n`, ['6:7 warning invalid-value']],
  ['a negative price', `${param}output_cost_per_token: -1\n`, ['5:7 error invalid-value']],
  ['half an order', `${param}order: 1.5\n`, ['5:7 error invalid-value']],
  ['a number for verbose', `${litellm}set_verbose: 2\n`, ['6:3 warning wrong-type', '6:3 note without-effect']],
]

it.each(files)('of values that make no sense: %s', (_, text, expected) => expectSaid(text, expected))
