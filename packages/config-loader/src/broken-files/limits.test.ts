import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const param = `${model}      `
const info = `${model}    model_info:
      `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a weight of 0 beside others',
    `${param}weight: 0\n  - model_name: m\n    litellm_params: { model: simulated/n, weight: 1 }\n`,
    ['3:5 warning never-chosen'],
  ],
  [
    'no weight beside others',
    `${param}weight: 2\n  - model_name: m\n    litellm_params: { model: simulated/n, rpm: 5 }\n`,
    ['7:5 warning never-chosen'],
  ],
  [
    'no rpm beside others',
    `${param}rpm: 2\n  - model_name: m\n    litellm_params: { model: simulated/n, weight: 5 }\n`,
    ['7:5 warning never-chosen'],
  ],
  ['a limit of 0 on the only deployment', `${param}max_parallel_requests: 0\n`, ['2:5 warning useless-group']],
  ['a weight of 0 on the only deployment', `${param}rpm: 0\n`, []],
  ['half a price', `${param}input_cost_per_token: 1e-6\n`, ['2:5 warning half-price']],
  [
    'limits of 0 on every deployment',
    `${param}max_parallel_requests: 0\n  - model_name: m\n    litellm_params: { model: simulated/n, tpm: 0 }\nrouter_settings: { routing_strategy: usage-based-routing }\n`,
    ['2:5 warning useless-group'],
  ],
  [
    'a fallback with the same window',
    `${info}max_input_tokens: 8000\n  - model_name: n\n    litellm_params: { model: simulated/n }\n    model_info: { max_tokens: 8000 }\nlitellm_settings:\n  context_window_fallbacks:\n    - m: [n]\n`,
    ['12:11 warning small-context-window'],
  ],
]

it.each(files)('of shares, limits and windows: %s', (_, text, expected) => expectSaid(text, expected))
