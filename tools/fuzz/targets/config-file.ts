import { parseConfig } from '@turnout/config-loader'
import { defineTarget, law } from '../target.ts'

/** The text of a configuration file: a configuration, or problems, each at a place of the text. */
export const configFile = defineTarget({
  name: 'config-file',
  // The parser alone takes 0.4 s for 100 kB of nothing but errors, most of it for the stack of calls that each keeps.
  mostMs: 2_000,
  words: [
    ...[
      'model_list:\n',
      '- model_name: m\n',
      '  litellm_params: {model: gpt-4}\n',
      'router_settings:\n',
      'fallbacks: ',
    ],
    ...[
      ': ',
      '- ',
      '\n',
      '\n  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '<<: *a',
      '? ',
      '| ',
      '> ',
      '"',
      "'",
      '#',
      '\t',
    ],
    ...[
      '!!str ',
      '!!binary ',
      '!!omap ',
      '!!set ',
      '!!timestamp ',
      '!x ',
      '%YAML 1.1\n',
      '%TAG ! x\n',
      '---\n',
      '...\n',
    ],
    ...['.nan', '.inf', '1e999', '0o7', '__proto__', 'constructor', 'os.environ/A', 'null', '~', '\r', '\0', '\uFEFF'],
  ],
  run(bytes) {
    const text = bytes.toString('utf8')
    const { config, problems } = parseConfig(text, { environment: {} })
    const isRefused = problems.some(({ level }) => level === 'error')
    law((config === undefined) === isRefused, 'is refused without an error, or taken with one')
    if (problems.length === 0) return
    const lines = text.split('\n')
    for (const { line = 0, column = 0, message } of problems.slice(0, 200)) {
      law(line >= 1 && column >= 1, `${message} stands nowhere: ${line}:${column}`)
      law(
        line <= lines.length && column <= (lines[line - 1]?.length ?? 0) + 1,
        `${message} is outside: ${line}:${column}`,
      )
      law(message !== '', 'says nothing')
    }
  },
})
