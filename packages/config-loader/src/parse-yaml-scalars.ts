import type { ScalarTag, Tags } from 'yaml'

const yes = /^(?:yes|Yes|YES|on|On|ON)$/
const no = /^(?:no|No|NO|off|Off|OFF)$/
const grouped = /^[-+]?[1-9][0-9]*_[0-9_]*$/

/**
 * Plain words and digits as LiteLLM's parser (PyYAML, YAML 1.1) takes them: `yes` and `off` are flags, `100_000` is a
 * number. Not its dates, its base 60 and its octal numbers: `2024-02-01` and `12:30` stay text. A key stays a name.
 */
export const withYaml11 = (tags: Tags): Tags => [
  asKey(yes),
  asKey(no),
  asKey(grouped),
  { ...plain('bool', yes), resolve: () => true },
  { ...plain('bool', no), resolve: () => false },
  { ...plain('int', grouped), resolve: (text: string) => Number(text.replaceAll('_', '')) },
  ...tags,
]

/** It must not say what it would write: only reading is changed. */
const plain = (name: string, test: RegExp) =>
  ({ tag: `tag:yaml.org,2002:${name}`, default: true, test, identify: () => false }) as const

const asKey = (test: RegExp): ScalarTag => ({
  ...{ tag: 'tag:yaml.org,2002:str', default: 'key', test, identify: () => false },
  resolve: (text) => text,
})
