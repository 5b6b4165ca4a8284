import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { capabilityTable } from './capability-table.ts'
import type { ErrorRule } from './error-rule.ts'
import { errorFamilies } from './error-rules.ts'
import { statusKinds } from './status-kinds.ts'

const page = (name: string) => readFileSync(resolve(import.meta.dirname, '../../../../docs', name), 'utf8')

const code = (text: string | number): string => `\`${String(text).replaceAll('|', '\\|').replaceAll('`', "'")}\``
const codes = (list: readonly (string | number)[]): string => list.map(code).join(', ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

function ruleRow(rule: ErrorRule): readonly string[] {
  const { providers = [], statuses = [], words = [], text, kind, fault, worthRetrying } = rule
  const from = [...providers.map(code), ...statuses.map(String)].join(', ')
  const says = [codes(words), text ? codes([text].flat().map(({ source }) => source)) : '']
    .filter((part) => part !== '')
    .join(' and ')
  const besides = [
    ...(fault ? [`the ${fault}’s fault`] : []),
    ...(worthRetrying === false ? ['not tried again there'] : []),
  ]
  return [from || 'any', says || 'anything', [code(kind), ...besides].join('; ')]
}

const errorTables = errorFamilies
  .map(({ name, rules }) => `**${name}**\n\n${table(['status', 'says', 'is'], rules.map(ruleRow))}`)
  .join('\n\n')

const byStatus = Object.entries(statusKinds).map(([status, kind]) => [status, code(kind)])

const capabilities = table(
  ['provider', 'models', 'does not have'],
  [...Map.groupBy(Object.entries(capabilityTable), ([, rows]) => rows)].flatMap(([rows, entries]) =>
    rows.map(({ models, lacks }) => [
      codes(entries.map(([provider]) => provider)),
      models ? code(models.source) : 'all',
      lacks.join(', '),
    ]),
  ),
)

it.each([
  ['reference/errors.md', 'what providers’ errors mean', errorTables],
  ['reference/errors.md', 'what statuses mean', table(['status', 'is'], byStatus)],
  ['concepts/parameters.md', 'what models lack', capabilities],
])('%s says %s as the code has it', (name, _, expected) => {
  expect(page(name)).toContain(expected)
})
