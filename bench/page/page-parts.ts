import type { Figures } from '../figures/figures.ts'
import { callbackTable } from './callback-table.ts'
import { microsTable, peersTable, sharesTable } from './cpu-tables.ts'
import { goalsOf } from './goals.ts'
import { firstTokenTable, latencyTable, lateness } from './latency-tables.ts'
import { markdownTable } from './markdown-table.ts'
import { growthTable, memoryTable, startTable } from './process-tables.ts'

const verdict = (reached: number | undefined): string => {
  if (reached === undefined) return 'not known'
  return reached >= 1 ? 'yes' : '**no**'
}

const goalsTable = (figures: Figures): string =>
  markdownTable(
    ['', 'must be', 'is', 'reached'],
    goalsOf(figures).map(({ what, must, measured, reached }) => [what, must, measured, verdict(reached)]),
  )

const runsTable = (figures: Figures): string =>
  markdownTable(
    ['part', 'run', 'commit', 'Node', 'cores', 'machine’s load at the end', ''],
    Object.entries(figures).map(([name, { facts, how }]) => [
      ...[name, facts.date.slice(0, 16).replace('T', ' '), facts.commit, facts.node, String(facts.cores)],
      ...[facts.load.toFixed(1), how],
    ]),
  )

/** What stands between the marks of docs/performance.md. */
export const pagePartsOf = (figures: Figures): Readonly<Record<string, string>> => ({
  goals: goalsTable(figures),
  runs: runsTable(figures),
  shares: sharesTable(figures),
  micros: microsTable(figures),
  peers: peersTable(figures),
  callbacks: callbackTable(figures),
  latency: latencyTable(figures),
  'first-token': firstTokenTable(figures),
  lateness: `The generator itself was late by ${lateness(figures)} at the 99th percentile of its worst row.`,
  memory: memoryTable(figures),
  start: startTable(figures),
  growth: growthTable(figures),
})
