import { type Answers, type Entry, groupsOf } from './answers.ts'
import { providerKinds } from './provider-kinds.ts'
import { yamlText } from './yaml-text.ts'

/** Answers → a commented configuration. What stands behind a `#` without a space works once the `#` is gone. */
export function configText({ entries, commented, fallback, masterKey }: Answers): string {
  const [first = '', ...others] = groupsOf(entries)
  const [left = first, ...rest] = others.length > 0 ? [first, ...others] : groupsOf([...commented, ...entries])
  const targets = rest.length > 0 ? rest : [left]
  const lines = [
    ...head,
    'model_list:',
    ...entries.flatMap(entryLines),
    ...commented.flatMap(entryLines).map((line) => asComment(line)),
    ...settings,
    ...fallbackLines(left, targets).map((line) => (fallback ? line : asComment(line))),
    '',
    ...keyLines.map((line) => (masterKey ? line : asComment(line))),
  ]
  return `${lines.join('\n')}\n`
}

const head = [
  "# Turnout reads LiteLLM's file, unchanged. `turnout check FILE` says what is wrong with it and what it comes to,",
  '# `turnout serve --config FILE` serves it. Times are in seconds; os.environ/NAME is the value of a variable.',
  '# An editor completes the keys after `turnout schema > turnout.schema.json`, with this as the first line of the file:',
  '# `# yaml-language-server: $schema=turnout.schema.json`',
  '',
  '# Each entry is one deployment. Entries with the same model_name are one group, and share its calls.',
]

const entryLines = ({ provider, group }: Entry): readonly string[] => [
  `  # ${providerKinds[provider].about}`,
  `  - model_name: ${yamlText(group)}`,
  '    litellm_params:',
  ...providerKinds[provider].params.map((line) => `      ${line}`),
  '',
]

const settings = [
  'router_settings:',
  '  # How a deployment of a group is chosen: by chance, in proportion to weight, rpm or tpm where they are given.',
  '  routing_strategy: simple-shuffle',
  '  # Attempts after the first, in each group.',
  '  num_retries: 2',
  '  # The most that a plain attempt may take.',
  '  timeout: 60',
  "  # The most until a stream's first content, and between contents.",
  '  stream_timeout: 20',
]

const fallbackLines = (group: string, targets: readonly string[]): readonly string[] => [
  '  # Where the calls of a group go when all of its deployments have failed, in this order.',
  '  fallbacks:',
  `    - ${yamlText(group)}: [${targets.map(yamlText).join(', ')}]`,
]

const keyLines = [
  'general_settings:',
  '  # Callers must show this key. Without one, the proxy listens on this machine only.',
  '  master_key: os.environ/TURNOUT_MASTER_KEY',
]

/** Explanations stay what they are; YAML is put behind a `#`. */
const asComment = (line: string): string => (line === '' || /^\s*#/.test(line) ? line : `#${line}`)
