import { it } from 'vitest'
import { expectSaid } from '../test-support/expect-said.test.ts'

const patterns = `model_list:
  - model_name: m
    litellm_params:
      model: simulated/m
router_settings:
  error_patterns:
`

/** Each file, and all that is said of it: the exact line, column, level, code and suggestion. */
const files: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing wrong', `${patterns}    - { match: /a b/i, kind: quota, status: 429, provider: openai }\n`, []],
  ['no expression', `${patterns}    - { match: "/a(/", kind: quota }\n`, ['7:9 error invalid-value']],
  ['one that takes too long', `${patterns}    - match: /(a+)+$/\n      kind: quota\n`, ['7:7 error invalid-value']],
  ['an empty one', `${patterns}    - { match: //, kind: quota }\n`, ['7:9 error invalid-value']],
  ['empty text', `${patterns}    - { match: "", kind: quota }\n`, ['7:9 error invalid-value']],
  ['an unknown kind', `${patterns}    - { match: a, kind: quotas }\n`, ['7:19 error invalid-value → quota']],
  ['no kind', `${patterns}    - match: a\n`, ['7:7 error invalid-value']],
  ['a status that is none', `${patterns}    - { match: a, kind: quota, status: 200 }\n`, ['7:32 error invalid-value']],
  [
    'a key that is none',
    `${patterns}    - { match: a, kind: quota, statuses: 400 }\n`,
    ['7:32 warning unknown-key → status'],
  ],
  ['a map', `${patterns}    match: a\n`, ['6:3 error wrong-type']],
]

it.each(files)('of error patterns: %s', (_, text, expected) => expectSaid(text, expected))
