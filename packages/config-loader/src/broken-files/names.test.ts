import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const two = `model_list:
  - { model_name: a, litellm_params: { model: simulated/a } }
  - { model_name: b, litellm_params: { model: simulated/b } }
router_settings:
  `
const router = `${model}router_settings:
  `
const litellm = `${model}litellm_settings:
  `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a strategy that nobody knows',
    `${router}routing_strategy: simple-shufle\n`,
    ['6:3 error unknown-strategy → simple-shuffle'],
  ],
  ['a strategy like none', `${router}routing_strategy: banana\n`, ['6:3 error unknown-strategy']],
  [
    'a strategy of a group that nobody knows',
    `${two}model_group_strategy: { a: least-bussy }\n`,
    ['5:27 error unknown-strategy → least-busy'],
  ],
  [
    'a strategy of a group that is not there',
    `${two}model_group_strategy: { c: least-busy }\n`,
    ['5:27 warning dangling-group'],
  ],
  ['a strategy by its path, in a text', `${router}routing_strategy: ./mine.mjs\n`, ['6:3 error bad-strategy']],
  [
    'a strategy that is to come',
    `${router}routing_strategy: provider-budget-routing\n`,
    ['6:3 warning strategy-later'],
  ],
  ['a check like none', `${router}optional_pre_call_checks: [banana]\n`, ['6:30 warning unknown-check']],
  ['an alias of itself', `${router}model_group_alias: { n: n }\n`, ['6:24 error alias-cycle']],
  [
    'a ring of aliases',
    `${router}model_group_alias:\n    x: y\n    y: z\n    z: x\n`,
    ['7:5 error alias-cycle', '8:5 error alias-cycle', '9:5 error alias-cycle'],
  ],
  ['an alias of nothing', `${router}model_group_alias: { n: gone }\n`, ['6:24 warning dangling-alias']],
  [
    'an alias of nothing that is a group',
    `${router}model_group_alias: { m: prod-m }\n`,
    ['6:24 warning dangling-alias'],
  ],
  ['a fallback to nothing', `${two}fallbacks: [{ a: [gone] }]\n`, ['5:21 warning dangling-fallback']],
  ['a fallback of nothing', `${two}fallbacks: [{ gone: [a] }]\n`, ['5:17 warning dangling-fallback']],
  [
    'a misspelt fallback',
    `model_list:\n  - model_name: gpt-4o-mini\n    litellm_params:\n      model: simulated/m\nrouter_settings:\n  fallbacks:\n    - gpt-4o-mini:\n        - gpt-4o-mni\n`,
    ['8:11 warning dangling-fallback → gpt-4o-mini'],
  ],
  ['a default fallback to nothing', `${litellm}default_fallbacks: [m, gone]\n`, ['6:26 warning dangling-fallback']],
  [
    'a context-window fallback to nothing',
    `${litellm}context_window_fallbacks: [{ m: gone }]\n`,
    ['6:32 warning dangling-fallback'],
  ],
  ['a ring of fallbacks', `${two}fallbacks:\n    - a: [b]\n    - b: [a]\n`, ['6:7 warning fallback-cycle']],
  ['a fallback to itself', `${two}fallbacks: [{ a: [a] }]\n`, ['5:17 warning fallback-cycle']],
  [
    'a ring of content-policy fallbacks',
    `${two}content_policy_fallbacks: [{ a: [b], b: [a] }]\n`,
    ['5:32 warning fallback-cycle'],
  ],
  [
    'an affinity of a group that is not there',
    `${two}model_group_affinity_config: { bb: [session_affinity] }\n`,
    ['5:3 note without-effect', '5:34 warning dangling-group'],
  ],
  [
    'an id that is taken',
    `${model}    model_info: { id: one }\n  - model_name: m\n    litellm_params: { model: simulated/n }\n    model_info: { id: one }\n`,
    ['8:19 error duplicate-id'],
  ],
  [
    'a provider that cannot be told',
    `${model}  - model_name: n\n    litellm_params: { model: mystery }\n`,
    ['6:23 warning unknown-provider'],
  ],
  [
    'no deployment that can serve',
    `model_list:\n  - model_name: n\n    litellm_params: { model: mystery }\n`,
    ['1:1 warning no-deployments', '3:23 warning unknown-provider'],
  ],
  ['an empty model_list', `model_list: []\n`, ['1:1 warning no-deployments']],
]

it.each(files)('of names that lead nowhere, or in circles: %s', (_, text, expected) => expectSaid(text, expected))
