import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sheetNames, sheetShapes } from './sheet-shapes.ts'

const page = join(import.meta.dirname, '../../../../docs/callbacks/prometheus.md')

it('is on its page, every metric with its labels', () => {
  const rows = sheetNames.flatMap((name) => {
    const { labels, metrics } = sheetShapes[name]
    const told = labels.map((label) => `\`${label}\``).join(', ')
    return metrics.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${told} | ${help} |`)
  })
  const table = readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => /^\| `(litellm|turnout)_/.test(line))
  expect(table).toEqual(rows)
})
