import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const model = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
`
const router = `${model}router_settings:
  `
const param = `${model}      `
const bomb = Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['an empty file', ``, ['1:1 warning no-deployments']],
  ['a file of comments', `# nothing\n`, ['1:1 warning no-deployments']],
  ['a list for a file', `- model_name: m\n`, ['1:1 error wrong-type']],
  ['text for a file', `hello\n`, ['1:1 error wrong-type']],
  ['a number for a file', `42\n`, ['1:1 error wrong-type']],
  ['a key that is there twice', `${model}model_list: []\n`, ['5:1 error invalid-yaml']],
  [
    'a setting that is there twice',
    `${router}num_retries: 1\n  timeout: 5\n  num_retries: 2\n`,
    ['8:3 error invalid-yaml'],
  ],
  ['the same key as text and number', `${router}model_group_alias: { 1: m, "1": m }\n`, ['6:30 error invalid-yaml']],
  ['a tab for indentation', `model_list:\n\t- model_name: m\n`, ['2:1 error invalid-yaml']],
  [
    'a list item out of line',
    `model_list:\n  - model_name: m\n   litellm_params: { model: simulated/m }\n`,
    ['3:1 error invalid-yaml'],
  ],
  [
    'a bracket that never closes',
    `${router}fallbacks: [{ m: [m }]\n`,
    ['6:23 error invalid-yaml', '6:23 error invalid-yaml', '6:24 error invalid-yaml'],
  ],
  ['a quote that never closes', `${router}routing_strategy: "simple-shuffle\n`, ['7:1 error invalid-yaml']],
  ['a second document', `${model}---\nrouter_settings: {}\n`, ['5:1 error invalid-yaml']],
  ['an alias without its anchor', `${param}tags: *eu\n`, ['5:13 error invalid-yaml']],
  ['an anchor that stands after its use', `model_list: *all\nlist: &all []\n`, ['1:13 error invalid-yaml']],
  ['a merge of what is no map', `${param}<<: 5\n`, ['5:7 error invalid-yaml']],
  [
    'a merge of a list with text in it',
    `base: &base { rpm: 1 }\nmodel_list:\n  - model_name: m\n    litellm_params:\n      model: simulated/m\n      <<: [*base, text]\n`,
    ['6:7 error invalid-yaml'],
  ],
  ['a list for a key', `${model}? [a, b]\n: 1\n`, ['5:3 error invalid-yaml']],
  ['a map for a key', `${router}{ a: 1 }: 2\n`, ['6:3 error invalid-yaml']],
  ['no key', `${router}: 1\n`, ['6:3 error invalid-yaml']],
  ['a key that is null', `${router}~: 1\n`, ['6:3 error invalid-yaml']],
  ['a tag that nobody knows', `${param}rpm: !limit 5\n`, ['5:12 error invalid-yaml']],
  [
    'a file with Windows line ends',
    `${router}num_retrys: 3\n`.replaceAll('\n', '\r\n'),
    ['6:3 warning unknown-key → num_retries'],
  ],
  [
    'a file with a byte order mark',
    `\uFEFFmodle_list: []\nmodel_list:\n  - model_name: m\n    litellm_params:\n      model: simulated/m\n`,
    ['1:1 warning unknown-key → model_list'],
  ],
  ['brackets without end', `${router}fallbacks: ${'['.repeat(100)}\n`, ['6:77 error too-large']],
  ['a bomb of aliases', `a0: &a0 [x, x]\n${bomb.join('\n')}\n`, ['1:1 error too-large']],
]

it.each(files)('of what YAML itself does not allow: %s', (_, text, expected) => expectSaid(text, expected))
