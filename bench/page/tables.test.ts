import { expect, test } from 'vitest'
import { microsTable, peersTable, sharesTable } from './cpu-tables.ts'
import { latencyTable, lateness } from './latency-tables.ts'
import { markdownTable } from './markdown-table.ts'
import { growthTable, memoryTable } from './process-tables.ts'
import { sampleFigures } from './sample-figures.ts'

const linesOf = (table: string): readonly string[] => table.split('\n')

test('a table of Markdown, whatever is in its cells', () => {
  expect(markdownTable(['a', 'b'], [['x|y', 'one\ntwo']])).toBe('| a | b |\n|---|--:|\n| x\\|y | one two |')
})

test('shares have their spread, failures their words', () => {
  const [head, , floor, turnout, portkey] = linesOf(sharesTable(sampleFigures))
  expect(head).toBe('| share of the floor | 1 KB chat | 60-chunk stream, burst |')
  expect(floor).toContain('100 %')
  expect(turnout).toBe('| Turnout | 80 % (78–82) | 91 % (89–93) |')
  expect(portkey).toMatch(/4\.0 % \(2\.0–6\.0\) \| answers 500 \|$/)
  expect(microsTable(sampleFigures)).toContain('| 1,000 | answers 500 |')
})

test('peers have ratios, or a reason', () => {
  const table = peersTable(sampleFigures)
  expect(table).toMatch(/Portkey [\d.]+ \| 20 × \| answers 500 \|/)
  expect(table).toContain('| Bifrost | could not be installed: no |')
})

test('latencies have what they add to no proxy', () => {
  const table = latencyTable(sampleFigures)
  expect(table).toContain('| 500 | Turnout | 0.40 ms | 1.40 ms | 2.80 ms | 4.20 ms | 0.30 ms |')
  expect(table).toContain('| does not keep up |')
  expect(lateness(sampleFigures)).toBe('0.05 ms')
})

test('memory above the floor’s, and growth by count', () => {
  expect(memoryTable(sampleFigures)).toContain('| Turnout | 76 MB | 114 MB | 134 MB | 38 MB |')
  expect(growthTable(sampleFigures)).toContain('| 100 deployments | 51.0 |  |')
})
