import { scenarioNamed } from '../parts/scenarios.ts'
import { failureWords } from './failure.ts'
import type { CpuRow } from './summary.ts'

const percent = (share: number): string => `${share.toFixed(share < 10 ? 1 : 0)} %`

/** The rows as lines of a table, with its head. */
export const cpuLines = (rows: readonly CpuRow[]): readonly (readonly string[])[] => [
  ['scenario', 'target', 'µs/request', 'share of the floor', 'in single rounds', 'requests'],
  ...rows.map((row) => {
    const asked = [scenarioNamed(row.scenario).title, row.target]
    if ('failure' in row) return [...asked, 'fails', '', '', failureWords(row.failure)]
    const single = `${percent(row.leastShare)}–${percent(row.mostShare)}`
    return [...asked, row.micros.toFixed(1), percent(row.share), single, String(row.requests)]
  }),
]
