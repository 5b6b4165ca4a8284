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
const info = `${model}    model_info:
      `

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['a map for model_list', `model_list: { model_name: m }\n`, ['1:1 error wrong-type']],
  ['text for model_list', `model_list: all\n`, ['1:1 error wrong-type']],
  ['nothing for an entry', `model_list:\n  -\n`, ['2:4 error wrong-type']],
  ['no litellm_params', `model_list:\n  - model_name: m\n`, ['2:5 error wrong-type']],
  ['no model', `model_list:\n  - model_name: m\n    litellm_params:\n      rpm: 3\n`, ['3:5 error wrong-type']],
  ['no model_name', `model_list:\n  - litellm_params: { model: simulated/m }\n`, ['2:5 error wrong-type']],
  [
    'an empty model_name',
    `model_list:\n  - model_name: ""\n    litellm_params: { model: simulated/m }\n`,
    ['2:5 error invalid-value'],
  ],
  [
    'a number for model_name',
    `model_list:\n  - model_name: 4\n    litellm_params: { model: simulated/m }\n`,
    ['2:5 error wrong-type'],
  ],
  ['a list for a section', `${router}- num_retries: 3\n`, ['5:1 error wrong-type']],
  ['text for a number', `${param}rpm: lots\n`, ['5:7 error wrong-type']],
  ['yes for a number', `${param}tpm: true\n`, ['5:7 error wrong-type']],
  ['a list for a number', `${router}timeout:\n    - 3\n`, ['6:3 error wrong-type']],
  ['a number for text', `${param}api_base: 80\n`, ['5:7 error wrong-type']],
  ['a date for text', `${param}api_version: 2024\n`, ['5:7 error wrong-type']],
  ['a map for tags', `${param}tags: { eu: true }\n`, ['5:7 error wrong-type']],
  ['a number among tags', `${param}tags:\n        - eu\n        - 7\n`, ['7:11 error wrong-type']],
  ['a number for a header', `${param}extra_headers: { X-Team: 7 }\n`, ['5:24 error wrong-type']],
  ['a word for yes or no', `${general}litellm_headers: maybe\n`, ['6:3 error wrong-type']],
  ['a number for yes or no', `${router}disable_cooldowns: 2\n`, ['6:3 error wrong-type']],
  ['YAML 1.1’s word for yes', `${litellm}modify_params: yes\n`, ['6:3 note without-effect']],
  [
    'a parameter that a request needs',
    `${litellm}additional_drop_params: [seed, messages]\n`,
    ['6:34 error invalid-value'],
  ],
  ['no path among parameters', `${param}additional_drop_params: ["tools[x]"]\n`, ['5:32 error invalid-value']],
  ['YAML 1.1’s word for yes, in quotes', `${general}litellm_headers: "yes"\n`, ['6:3 error wrong-type']],
  ['a map for fallbacks', `${router}fallbacks: { m: [m] }\n`, ['6:3 error wrong-type']],
  ['text among fallbacks', `${litellm}fallbacks:\n    - m\n`, ['7:7 error wrong-type']],
  ['a number for a target', `${litellm}fallbacks:\n    - m: [n, 3]\n`, ['7:14 error wrong-type']],
  ['a list for an alias', `${router}model_group_alias:\n    n: [m]\n`, ['7:5 error wrong-type']],
  ['an alias without its group', `${router}model_group_alias: { n: { hidden: true } }\n`, ['6:24 error wrong-type']],
  ['a list of aliases', `${router}model_group_alias: [n]\n`, ['6:3 error wrong-type']],
  ['a list for strategies of groups', `${router}model_group_strategy: [m]\n`, ['6:3 error wrong-type']],
  ['a number for a strategy', `${router}model_group_strategy: { m: 3 }\n`, ['6:27 error wrong-type']],
  ['a word for a check', `${router}enable_pre_call_checks: often\n`, ['6:3 error wrong-type']],
  ['a number for callbacks', `${litellm}callbacks: 1\n`, ['6:3 error wrong-type']],
  ['a list for an id', `${info}id: [a]\n`, ['6:7 error wrong-type']],
  ['text for a window', `${info}max_input_tokens: many\n`, ['6:7 warning wrong-type']],
  ['half a token', `${info}max_output_tokens: 4096.5\n`, ['6:7 warning invalid-value']],
  ['text for a list', `${info}supported_environments: eu\n`, ['6:7 warning wrong-type', '6:7 note without-effect']],
  ['text for a price', `${info}input_cost_per_token: free\n`, ['6:7 warning wrong-type']],
  ['a map without model for a target', `${litellm}fallbacks: [{ m: [{ modle: m }] }]\n`, ['6:21 error wrong-type']],
  ['text for environment_variables', `${model}environment_variables: A=1\n`, ['5:1 error wrong-type']],
  ['an include of nothing that can be read', `${model}include: [models.yaml]\n`, ['5:1 error bad-include']],
  ['not a number', `${param}weight: .nan\n`, ['5:7 error wrong-type']],
  ['infinity', `${param}rpm: .inf\n`, ['5:7 error wrong-type']],
  ['minus infinity', `${router}timeout: -.inf\n`, ['6:3 error wrong-type']],
  ['infinity for a parameter', `${param}temperature: .inf\n`, ['5:7 error wrong-type']],
  ['infinity in a map that is open', `${router}routing_strategy_args: { ttl: .inf }\n`, ['6:28 error wrong-type']],
  ['digits that come to infinity', `${param}rpm: 1e999\n`, ['5:7 error wrong-type']],
]

it.each(files)('of values of the wrong kind: %s', (_, text, expected) => expectSaid(text, expected))
